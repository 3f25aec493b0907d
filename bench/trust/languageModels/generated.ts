import { advise } from '../../../plugins/paved-road-common/src/advisor/advise';
import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import {
  Blunders,
  countBy,
  countVerdicts,
  countOverpriced,
  isBeaten,
  Contest,
  VerdictCount,
} from '../generated';
import { generatedProfiles, halfOpen, NamedProfile } from '../profiles';
import { askedWithModel, placementSlices } from './profiles';
import {
  hasFiniteNumbers,
  QuickPlacement,
  QuickPlacements,
  quickPlacer,
} from './quickPlacement';

export interface PlacementSliceCount {
  title: string;
  profiles: number;
  placements: Record<Placement, number>;
  /** Profiles whose answers rule out all of them. */
  none: number;
}

/** Numbers of profiles with an indefensible placement; `missed` in more than half of the calls. */
export interface PlacementBlunders extends Blunders {
  /** Misses it in more than 5 % of the calls, as the result says it, but not in half of them. */
  missedTail: number;
  /** Has a number that is not finite. */
  notFinite: number;
}

export interface GeneratedPlacements {
  profiles: number;
  slices: PlacementSliceCount[];
  blunders: PlacementBlunders;
  verdicts: VerdictCount[];
}

type Placed = NamedProfile & { found: QuickPlacements };

function sliceCounts(placed: readonly Placed[]): PlacementSliceCount[] {
  return placementSlices.map(({ title, includes }) => {
    const inside = placed.filter(({ profile }) => includes(profile));
    return {
      title,
      profiles: inside.length,
      placements: countBy(placements, inside, ({ found }) => found.winner),
      none: inside.filter(({ found }) => !found.winner).length,
    };
  });
}

const toContest = ({
  winner,
  placements: found,
}: QuickPlacements): Contest<QuickPlacement> => ({
  winner: winner && found[winner],
  others: placements
    .filter(placement => placement !== winner && found[placement].eligible)
    .map(placement => found[placement]),
});

function countBlunders(
  all: readonly Placed[],
  model: DecisionModel,
): PlacementBlunders {
  const withoutCost = quickPlacer(model, { 'model-cost': 0 });
  const placed = all.map(({ profile, found }) => ({
    profile,
    contest: toContest(found),
  }));
  const countBeaten = (isClear: boolean) =>
    placed.filter(
      ({ contest }) =>
        isBeaten(contest) && contest.winner?.missesClearly === isClear,
    ).length;
  return {
    ...countOverpriced(placed, profile => {
      const fits = withoutCost(profile).placements;
      return ({ placement }) => fits[placement].fit;
    }),
    missed: countBeaten(true),
    missedTail: countBeaten(false),
    notFinite: all.filter(({ found }) => !found.finite).length,
  };
}

/** Full results, with what was placed. */
const placeFully = (profiles: readonly NamedProfile[], model: DecisionModel) =>
  profiles.map(({ profile }) => {
    const advice = advise({ profile }, model);
    if (!advice.languageModel) {
      throw new Error('The model returned no placement');
    }
    const { placement, verdict } = advice.languageModel;
    return { choice: placement, verdict, isFinite: hasFiniteNumbers(advice) };
  });

/** @param fullAdvice - number of profiles that also get a full result, which is slow */
export function countGeneratedPlacements(
  model: DecisionModel,
  fullAdvice: number,
): GeneratedPlacements {
  const place = quickPlacer(model);
  const placed = generatedProfiles(undefined, askedWithModel).map(one => ({
    ...one,
    found: place(one.profile),
  }));
  const few = placed.slice(0, fullAdvice);
  const complete = placeFully(few, model);
  const open = placeFully(halfOpen(few, askedWithModel), model);
  const blunders = countBlunders(placed, model);
  return {
    profiles: placed.length,
    slices: sliceCounts(placed),
    blunders: {
      ...blunders,
      notFinite:
        blunders.notFinite +
        [...complete, ...open].filter(({ isFinite }) => !isFinite).length,
    },
    verdicts: countVerdicts(complete, open),
  };
}
