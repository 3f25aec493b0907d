import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { Weights } from '../../../plugins/paved-road-common/src/advisor/profile/ids';
import { Placement } from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { placementMeasurer } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measurePlacement';
import { requiredPercentiles } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measures';
import { rankPlacements } from '../../../plugins/paved-road-common/src/advisor/choice/rankPlacements';
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
}

export function quickPlacer(
  model: DecisionModel,
  weights: Weights = {},
): (profile: Profile) => QuickPlacements {
  return profile => {
    const assume = new AssumptionSet({}, model.assumptions);
    const ranking = rankPlacements(profile, {
      model,
      weights,
      assume,
      // Caches its results, which no other profile needs.
      measure: placementMeasurer(model.languageModels, assume),
    });
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
    };
  };
}
