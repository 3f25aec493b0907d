import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  Pattern,
  patterns,
  PlainPattern,
  plainPatterns,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../plugins/paved-road-common/src/advisor/profile/profile';
import { generatedProfiles, NamedProfile, Slice, slices } from './profiles';
import { QuickAdvice, quickAdviser, QuickPattern } from './quickAdvice';

/** What the model finds for an option: a pattern, or a placement. */
export type QuickOption = Omit<QuickPattern, 'pattern'>;

/** An option is dear when it costs this many times what another one costs, */
const dearTimes = 4;
/** and at least this much more, in USD a month. */
const dearMonthly = 5_000;

export interface SliceCount {
  slice: Slice['id'];
  title: string;
  profiles: number;
  patterns: Record<Pattern, number>;
  cores: Record<PlainPattern, number>;
}

/** Numbers of profiles with an indefensible answer. */
export interface Blunders {
  /** Dear against a pattern that meets the requirement and fits no worse in all but cost. */
  dominated: number;
  /** Misses a latency that another eligible pattern meets. */
  missed: number;
}

export interface GeneratedCounts {
  profiles: number;
  slices: SliceCount[];
  blunders: Blunders;
}

export const countBy = <K extends string, T>(
  keys: readonly K[],
  items: readonly T[],
  keyOf: (item: T) => K | undefined,
) =>
  Object.fromEntries(
    keys.map(key => [key, items.filter(item => keyOf(item) === key).length]),
  ) as Record<K, number>;

/** The option in front, if any is eligible, and the other eligible ones. */
export interface Contest<O extends QuickOption> {
  winner?: O;
  others: O[];
}

interface Placed<O extends QuickOption> {
  profile: Profile;
  contest: Contest<O>;
}

function cheaperThanWinner<O extends QuickOption>({
  winner: { monthly } = {} as O,
  others,
}: Contest<O>): O[] {
  return others.filter(
    other =>
      monthly !== undefined &&
      other.monthly !== undefined &&
      other.meetsRequirement !== false &&
      monthly >= dearTimes * other.monthly &&
      monthly - other.monthly >= dearMonthly,
  );
}

/** Whether the winner misses a latency that another option meets. */
export const isBeaten = ({ winner, others }: Contest<QuickOption>) =>
  winner?.meetsRequirement === false &&
  others.some(({ meetsRequirement }) => meetsRequirement === true);

/** @param fitsWithoutCost - fits of the options for a profile, cost aside */
export const countDominated = <O extends QuickOption>(
  placed: readonly Placed<O>[],
  fitsWithoutCost: (profile: Profile) => (option: O) => number,
): number =>
  placed.filter(({ profile, contest }) => {
    const cheaper = cheaperThanWinner(contest);
    const fit = cheaper.length > 0 ? fitsWithoutCost(profile) : () => 0;
    return cheaper.some(other => fit(other) >= fit(contest.winner!));
  }).length;

type Answered = NamedProfile & { advice: QuickAdvice };

function sliceCounts(answered: readonly Answered[]): SliceCount[] {
  return slices.map(({ id, title, includes }) => {
    const inside = answered.filter(({ profile, advice }) =>
      includes(profile, advice),
    );
    return {
      slice: id,
      title,
      profiles: inside.length,
      patterns: countBy(patterns, inside, ({ advice }) => advice.pattern),
      cores: countBy(plainPatterns, inside, ({ advice }) => advice.core),
    };
  });
}

const toContest = ({
  core,
  patterns: found,
}: QuickAdvice): Contest<QuickPattern> => ({
  winner: found[core],
  others: plainPatterns
    .filter(pattern => pattern !== core && found[pattern].eligible)
    .map(pattern => found[pattern]),
});

function countBlunders(
  answered: readonly Answered[],
  model: DecisionModel,
): Blunders {
  const withoutCost = quickAdviser(model, { 'cost-at-volume': 0 });
  const placed = answered.map(({ profile, advice }) => ({
    profile,
    contest: toContest(advice),
  }));
  return {
    dominated: countDominated(placed, profile => {
      const fits = withoutCost(profile).patterns;
      return ({ pattern }) => fits[pattern].fit;
    }),
    missed: placed.filter(({ contest }) => isBeaten(contest)).length,
  };
}

export function countGenerated(model: DecisionModel): GeneratedCounts {
  const adviceOn = quickAdviser(model);
  const answered = generatedProfiles().map(one => ({
    ...one,
    advice: adviceOn(one.profile),
  }));
  return {
    profiles: answered.length,
    slices: sliceCounts(answered),
    blunders: countBlunders(answered, model),
  };
}
