import { advise } from '../../../plugins/paved-road-common/src/advisor/advise';
import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/DecisionModel';
import {
  Placement,
  placements,
} from '../../../plugins/paved-road-common/src/advisor/placement/placements';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile';
import { Verdict, verdicts } from '../announced';
import { VerdictCount } from '../generated';
import { countShare } from '../metrics';
import { generatedProfiles, halfOpen, NamedProfile } from '../profiles';
import { askedWithModel, PlacementSlice, placementSlices } from './profiles';
import {
  hasFiniteNumbers,
  QuickPlacement,
  QuickPlacements,
  quickPlacer,
} from './quickPlacement';

/** A placement is dear when it costs this many times what another one costs, */
const dearTimes = 4;
/** and at least this much more, in USD a month. */
const dearMonthly = 5_000;

export interface PlacementSliceCount {
  slice: PlacementSlice['id'];
  title: string;
  profiles: number;
  placements: Record<Placement, number>;
  /** Profiles whose answers rule out all of them. */
  none: number;
}

/** Names of profiles with an indefensible placement. */
export interface PlacementBlunders {
  /** Dear against one that meets the requirement and fits no worse in all but cost. */
  dominated: string[];
  /** Dear against one that meets the requirement, however it fits. */
  dear: string[];
  /** Misses a latency in more than half of the calls that another eligible one meets. */
  missed: string[];
  /** Misses it in more than 5 % of the calls, as the result says it, but not in half of them. */
  missedTail: string[];
  /** Has a number that is not finite. */
  notFinite: string[];
}

export interface GeneratedPlacements {
  profiles: number;
  slices: PlacementSliceCount[];
  blunders: PlacementBlunders;
  verdicts: VerdictCount[];
}

type Placed = NamedProfile & { found: QuickPlacements };

const counts = <K extends string>(
  keys: readonly K[],
  of: (key: K) => number,
): Record<K, number> =>
  Object.fromEntries(keys.map(key => [key, of(key)])) as Record<K, number>;

function sliceCounts(placed: readonly Placed[]): PlacementSliceCount[] {
  return placementSlices.map(({ id, title, includes }) => {
    const inside = placed.filter(({ profile }) => includes(profile));
    const countMatches = (winner?: Placement) =>
      inside.filter(({ found }) => found.winner === winner).length;
    return {
      slice: id,
      title,
      profiles: inside.length,
      placements: counts(placements, countMatches),
      none: countMatches(),
    };
  });
}

const getWinner = ({ winner, placements: found }: QuickPlacements) =>
  winner && found[winner];

const listOthers = ({ winner, placements: found }: QuickPlacements) =>
  placements
    .filter(placement => placement !== winner && found[placement].eligible)
    .map(placement => found[placement]);

/** The placements against which the one in front is dear. */
function cheaperThanWinner(found: QuickPlacements): QuickPlacement[] {
  const monthly = getWinner(found)?.monthly;
  return monthly === undefined
    ? []
    : listOthers(found).filter(
        other =>
          other.monthly !== undefined &&
          other.meetsRequirement !== false &&
          monthly >= dearTimes * other.monthly &&
          monthly - other.monthly >= dearMonthly,
      );
}

function findBlunders(
  placed: readonly Placed[],
  model: DecisionModel,
): PlacementBlunders {
  const withoutCost = quickPlacer(model, { 'model-cost': 0 });
  const listNames = (which: (one: Placed) => boolean) =>
    placed.filter(which).map(({ name }) => name);
  const isDear = ({ found }: Placed) => cheaperThanWinner(found).length > 0;
  const isBeaten = ({ found }: Placed) =>
    getWinner(found)?.meetsRequirement === false &&
    listOthers(found).some(({ meetsRequirement }) => meetsRequirement === true);
  return {
    dear: listNames(isDear),
    dominated: listNames(one => {
      const { profile, found } = one;
      if (!found.winner || !isDear(one)) {
        return false;
      }
      const fits = withoutCost(profile).placements;
      const { fit } = fits[found.winner];
      return cheaperThanWinner(found).some(
        ({ placement }) => fits[placement].fit >= fit,
      );
    }),
    missed: listNames(
      one => isBeaten(one) && getWinner(one.found)?.missesClearly === true,
    ),
    missedTail: listNames(
      one => isBeaten(one) && getWinner(one.found)?.missesClearly === false,
    ),
    notFinite: listNames(({ found }) => !found.finite),
  };
}

function verdictCounts(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): { counted: VerdictCount[]; notFinite: string[] } {
  const placedIn = (profile: Profile) => {
    const advice = advise({ profile }, model);
    if (!advice.languageModel) {
      throw new Error('The model returned no placement');
    }
    const { placement, verdict } = advice.languageModel;
    return { placement, verdict, isFinite: hasFiniteNumbers(advice) };
  };
  const complete = profiles.map(one => ({ ...one, ...placedIn(one.profile) }));
  const open = halfOpen(profiles, askedWithModel).map((one, index) => {
    const said = placedIn(one.profile);
    return {
      ...one,
      ...said,
      holds: said.placement === complete[index].placement,
    };
  });
  const countMatches = (said: readonly { verdict: Verdict }[]) =>
    counts(
      verdicts,
      verdict => said.filter(one => one.verdict === verdict).length,
    );
  return {
    counted: [
      { title: 'Complete', verdicts: countMatches(complete) },
      {
        title: 'The same, about half of the answers open',
        verdicts: countMatches(open),
        clearHolds: countShare(
          open.filter(({ verdict }) => verdict === 'clear'),
          ({ holds }) => holds,
        ),
      },
    ],
    notFinite: [...complete, ...open]
      .filter(one => !one.isFinite)
      .map(({ name }) => name),
  };
}

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
  const { counted, notFinite } = verdictCounts(
    placed.slice(0, fullAdvice),
    model,
  );
  const blunders = findBlunders(placed, model);
  return {
    profiles: placed.length,
    slices: sliceCounts(placed),
    blunders: {
      ...blunders,
      notFinite: [...blunders.notFinite, ...notFinite],
    },
    verdicts: counted,
  };
}
