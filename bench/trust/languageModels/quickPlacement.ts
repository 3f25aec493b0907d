import { estimateConfidence } from '../../../plugins/paved-road-common/src/advisor/choice/confidence';
import { placementAxis } from '../../../plugins/paved-road-common/src/advisor/choice/placementAxis';
import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { Weights } from '../../../plugins/paved-road-common/src/advisor/profile/ids';
import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { placementMeasurer } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measurePlacement';
import { requiredPercentiles } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measures';
import {
  measureAll,
  PlacementOptions,
  rankPlacements,
} from '../../../plugins/paved-road-common/src/advisor/choice/rankPlacements';
import { estimateTokenLoad } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/TokenLoad';
import { ChanceBounds } from '../sweeps/openSweep';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { AssumptionSet } from '../../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';

/* The fast parts of placing a language model, for tens of thousands of profiles. */

export interface QuickPlacement {
  placement: Placement;
  fit: number;
  eligible: boolean;
  /** USD a month at the expected volume; absent where it is not known or not possible. */
  monthly?: number;
  /** Whether 95 % of the calls keep a stated latency, as the result says it; absent where nobody waits. */
  meetsRequirement?: boolean;
  /** Whether not even half of the calls do. */
  missesClearly?: boolean;
}

export interface QuickPlacements {
  /** Absent if no placement is eligible. */
  winner?: Placement;
  placements: Record<Placement, QuickPlacement>;
  /** Whether all fits, costs and latencies are finite. */
  finite: boolean;
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(numbersIn)
    : [];
}

/** Whether all numbers in a value are finite. */
export const hasFiniteNumbers = (value: unknown): boolean =>
  numbersIn(value).every(Number.isFinite);

/** A measurer caches its results, which no other profile needs. */
export function createPlacementOptions(
  model: DecisionModel,
  weights: Weights = {},
): PlacementOptions {
  const assume = new AssumptionSet({}, model.assumptions);
  return {
    model,
    weights,
    assume,
    measure: placementMeasurer(model.languageModels, assume),
  };
}

export function quickPlacer(
  model: DecisionModel,
  weights: Weights = {},
): (profile: Profile) => QuickPlacements {
  return profile => {
    const ranking = rankPlacements(
      profile,
      createPlacementOptions(model, weights),
    );
    const { load, measures, winner } = ranking;
    const found = ranking.options.map(
      ({ option: placement, fit, tier }): QuickPlacement => {
        const measure = measures?.[placement];
        const required =
          load.status === 'known'
            ? requiredPercentiles(measure, load.mid)
            : undefined;
        const seconds =
          load.status === 'known' ? load.mid.requirement?.seconds : undefined;
        return {
          placement,
          fit,
          eligible: tier !== 'out',
          ...(measure?.status === 'measured' && { monthly: measure.monthly }),
          ...(required &&
            seconds !== undefined && {
              meetsRequirement: required.p95 <= seconds,
              missesClearly: required.p50 > seconds,
            }),
        };
      },
    );
    return {
      ...(winner.tier !== 'out' && { winner: winner.option }),
      placements: Object.fromEntries(
        found.map(one => [one.placement, one]),
      ) as QuickPlacements['placements'],
      finite: hasFiniteNumbers([found, measures]),
    };
  };
}

/** Prices the model of profiles, placement by placement; undefined if a limit excludes it. */
export function placementPricer(
  model: DecisionModel,
): () => (profile: Profile) => [Placement, number | undefined][] {
  return () => {
    const { assume, measure } = createPlacementOptions(model);
    return profile => {
      const load = estimateTokenLoad(profile, assume);
      const measures =
        load.status === 'known' ? measureAll(load.mid, measure) : undefined;
      return placements.map(placement => {
        const measured = measures?.[placement];
        return [
          placement,
          measured?.status === 'measured' ? measured.monthly : undefined,
        ];
      });
    };
  };
}

/** Finds the worst case of the first placement, and the chances of the others. */
export function placementChanceFinder(
  model: DecisionModel,
): (profile: Profile) => ChanceBounds {
  return profile => {
    const options = createPlacementOptions(model);
    const ranking = rankPlacements(profile, options);
    const { option } = ranking.winner;
    const { confidence } = estimateConfidence(
      profile,
      ranking,
      placementAxis(options),
    );
    const least = { [option]: confidence.worstCase[option] };
    return { least, most: { ...confidence.expected, ...least } };
  };
}
