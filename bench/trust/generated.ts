import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/DecisionModel';
import {
  Pattern,
  patterns,
  PlainPattern,
  plainPatterns,
} from '../../plugins/paved-road-common/src/advisor/patterns';
import { announce, Verdict, verdicts } from './announced';
import { Share, countShare } from './metrics';
import {
  generatedProfiles,
  halfOpen,
  NamedProfile,
  Slice,
  slices,
} from './profiles';
import { QuickAdvice, quickAdviser, QuickPattern } from './quickAdvice';

/** A core is dear when it costs this many times what another pattern costs, */
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

/** Profiles with an indefensible answer. */
export interface Blunders {
  /** Dear against a pattern that meets the requirement and fits no worse in all but cost. */
  dominated: string[];
  /** Dear against a pattern that meets the requirement, however it fits. */
  dear: string[];
  /** Misses a latency that another eligible pattern meets. */
  missed: string[];
}

export interface VerdictCount {
  title: string;
  verdicts: Record<Verdict, number>;
  /** Clear answers with half of the answers open that have the core, or the placement, of the complete profile. */
  clearHolds?: Share;
}

export interface GeneratedCounts {
  profiles: number;
  slices: SliceCount[];
  blunders: Blunders;
  verdicts: VerdictCount[];
}

const countBy = <K extends string, T>(
  keys: readonly K[],
  items: readonly T[],
  keyOf: (item: T) => K,
) =>
  Object.fromEntries(
    keys.map(key => [key, items.filter(item => keyOf(item) === key).length]),
  ) as Record<K, number>;

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

const listOthers = ({ core, patterns: found }: QuickAdvice) =>
  plainPatterns
    .filter(pattern => pattern !== core && found[pattern].eligible)
    .map(pattern => found[pattern]);

/** The patterns against which the recommended core is dear. */
function cheaperThanCore(advice: QuickAdvice): QuickPattern[] {
  const { monthly } = advice.patterns[advice.core];
  return listOthers(advice).filter(
    other =>
      monthly !== undefined &&
      other.monthly !== undefined &&
      other.meetsRequirement !== false &&
      monthly >= dearTimes * other.monthly &&
      monthly - other.monthly >= dearMonthly,
  );
}

function findBlunders(
  answered: readonly Answered[],
  model: DecisionModel,
): Blunders {
  const withoutCost = quickAdviser(model, { 'cost-at-volume': 0 });
  const dear = answered.filter(
    ({ advice }) => cheaperThanCore(advice).length > 0,
  );
  const names = (found: readonly Answered[]) => found.map(({ name }) => name);
  return {
    dear: names(dear),
    dominated: names(
      dear.filter(({ profile, advice }) => {
        const fits = withoutCost(profile).patterns;
        return cheaperThanCore(advice).some(
          ({ pattern }) => fits[pattern].fit >= fits[advice.core].fit,
        );
      }),
    ),
    missed: names(
      answered.filter(
        ({ advice }) =>
          advice.patterns[advice.core].meetsRequirement === false &&
          listOthers(advice).some(other => other.meetsRequirement === true),
      ),
    ),
  };
}

function verdictCounts(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): VerdictCount[] {
  const announced = (some: readonly NamedProfile[]) =>
    some.map(({ profile }) => announce(profile, model));
  const complete = announced(profiles);
  const open = announced(halfOpen(profiles)).map((said, index) => ({
    ...said,
    holds: said.core === complete[index].core,
  }));
  return [
    {
      title: 'Complete',
      verdicts: countBy(verdicts, complete, ({ verdict }) => verdict),
    },
    {
      title: 'The same, about half of the answers open',
      verdicts: countBy(verdicts, open, ({ verdict }) => verdict),
      clearHolds: countShare(
        open.filter(({ verdict }) => verdict === 'clear'),
        ({ holds }) => holds,
      ),
    },
  ];
}

/** @param fullAdvice - number of profiles that also get a verdict, which is slow */
export function countGenerated(
  model: DecisionModel,
  fullAdvice: number,
): GeneratedCounts {
  const adviceOn = quickAdviser(model);
  const answered = generatedProfiles().map(one => ({
    ...one,
    advice: adviceOn(one.profile),
  }));
  return {
    profiles: answered.length,
    slices: sliceCounts(answered),
    blunders: findBlunders(answered, model),
    verdicts: verdictCounts(answered.slice(0, fullAdvice), model),
  };
}
