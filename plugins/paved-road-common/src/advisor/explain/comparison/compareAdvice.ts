import { Advice, Risk } from '../advice';
import { Contribution, Veto } from '../../choice/schemas';
import { answeredShare } from '../../profile/answeredShare';
import { CriterionId, PlatformId, riskIds, Stage } from '../../profile/ids';
import { Pattern, PlainPattern, plainPatterns } from '../../profile/patterns';
import { Placement, placements } from '../../profile/placements';
import {
  ComparableAdvice,
  AdviceCause,
  findCauses,
  Change,
  toChange,
} from './findCauses';

/** What a pattern gets in two results. @public */
export interface PatternComparison {
  pattern: PlainPattern;
  fit: Change<number>;
  eligible: Change<boolean>;
  /** USD per month, the mid value; undefined while it is not known. */
  monthly: Change<number | undefined>;
  /** Seconds; undefined while it is not known. */
  p99: Change<number | undefined>;
  vetoes: AddedAndRemoved<Veto>;
}

/** What a placement of the language model gets in two results; undefined where none is used. @public */
export interface PlacementComparison {
  placement: Placement;
  fit: Change<number | undefined>;
  eligible: Change<boolean | undefined>;
  /** USD per month, the mid value; also undefined while it is not known. */
  monthly: Change<number | undefined>;
  /** p95 of the first token, seconds; also undefined while it is not known. */
  firstToken: Change<number | undefined>;
  vetoes: AddedAndRemoved<Veto>;
}

/** Items only in the second of two results, and items only in the first. @public */
export interface AddedAndRemoved<T> {
  appeared: T[];
  gone: T[];
}

/** A criterion with another demand, weight or supply for a pattern. @public */
export interface ContributionComparison {
  criterion: CriterionId;
  pattern: PlainPattern;
  demand: Change<number | undefined>;
  supply: Change<number | undefined>;
  weight: Change<number>;
}

/** The differences between two results, and the causes in their requests and models. @public */
export interface AdviceComparison {
  /** Whether the results are equal; the causes may still differ. */
  isSame: boolean;
  pattern: Change<Pattern>;
  core: Change<PlainPattern>;
  background: Change<PlainPattern | undefined>;
  stage: Change<Stage>;
  platform: Change<PlatformId>;
  margin: Change<number>;
  /** 0..1 */
  confidence: Change<number>;
  completeness: Change<number>;
  patterns: PatternComparison[];
  /** Where the language model runs; undefined where none is used. */
  placement: Change<Placement | undefined>;
  /** Input and output tokens a month; undefined while they are not known. */
  tokensPerMonth: Change<number | undefined>;
  /** Empty where none of the results is about a language model. */
  placements: PlacementComparison[];
  risks: AddedAndRemoved<Risk>;
  /** Only the differing ones, by pattern and in the order of the criteria. */
  contributions: ContributionComparison[];
  causes: AdviceCause[];
}

/**
 * Compares two results: of two versions of an assessment, of two entities, or of a stored result and
 * one of today's model.
 *
 * @public
 */
export function compareAdvice(
  before: ComparableAdvice,
  after: ComparableAdvice,
): AdviceComparison {
  const change = <T>(select: (advice: Advice) => T): Change<T> =>
    toChange(select(before.advice), select(after.advice));
  const results = {
    pattern: change(({ recommendation }) => recommendation.pattern),
    core: change(({ recommendation }) => recommendation.core),
    background: change(({ recommendation }) => recommendation.background),
    stage: change(({ recommendation }) => recommendation.stage),
    platform: change(({ platform }) => platform),
    margin: change(({ recommendation }) => recommendation.margin),
    confidence: change(({ recommendation }) => recommendation.confidence),
    completeness: change(answeredShare),
    placement: change(({ recommendation }) => recommendation.placement),
    tokensPerMonth: change(
      ({ languageModel }) => languageModel?.tokensPerMonth,
    ),
  };
  const patterns = plainPatterns.map(pattern =>
    comparePattern(pattern, before.advice, after.advice),
  );
  const comparedPlacements = [before, after].some(
    ({ advice }) => advice.placements,
  )
    ? placements.map(placement =>
        comparePlacement(placement, before.advice, after.advice),
      )
    : [];
  const risks = diffItems(before.advice.risks, after.advice.risks, riskKey);
  const contributions = plainPatterns.flatMap(pattern =>
    compareContributions(pattern, before.advice, after.advice),
  );
  return {
    ...results,
    patterns,
    placements: comparedPlacements,
    risks,
    contributions,
    causes: findCauses(before, after),
    isSame:
      Object.values(results).every(({ changed }) => !changed) &&
      [...patterns, ...comparedPlacements].every(isSameOption) &&
      isEmpty(risks) &&
      contributions.length === 0,
  };
}

function comparePattern(
  pattern: PlainPattern,
  before: Advice,
  after: Advice,
): PatternComparison {
  const change = <T>(select: (advice: Advice) => T): Change<T> =>
    toChange(select(before), select(after));
  return {
    pattern,
    fit: change(advice => rankedIn(advice, pattern)?.fit ?? 0),
    eligible: change(advice => rankedIn(advice, pattern)?.eligible ?? false),
    monthly: change(({ cost }) => {
      const estimate = cost.perPattern[pattern];
      return estimate.status === 'estimated' ? estimate.monthly.mid : undefined;
    }),
    p99: change(({ latency }) => {
      const estimate = latency.perPattern[pattern];
      return estimate.status === 'estimated' ? estimate.p99 : undefined;
    }),
    vetoes: diffItems(
      rankedIn(before, pattern)?.vetoes ?? [],
      rankedIn(after, pattern)?.vetoes ?? [],
      vetoKey,
    ),
  };
}

function comparePlacement(
  placement: Placement,
  before: Advice,
  after: Advice,
): PlacementComparison {
  const change = <T>(select: (advice: Advice) => T): Change<T> =>
    toChange(select(before), select(after));
  const findRankedPlacement = (advice: Advice) =>
    advice.placements?.find(ranked => ranked.placement === placement);
  return {
    placement,
    fit: change(advice => findRankedPlacement(advice)?.fit),
    eligible: change(advice => findRankedPlacement(advice)?.eligible),
    monthly: change(({ languageModel }) => {
      const estimate = languageModel?.cost.perPlacement[placement];
      return estimate?.status === 'estimated'
        ? estimate.monthly.mid
        : undefined;
    }),
    firstToken: change(({ languageModel }) => {
      const estimate = languageModel?.latency.perPlacement[placement];
      return estimate?.status === 'estimated'
        ? estimate.firstToken.p95
        : undefined;
    }),
    vetoes: diffItems(
      findRankedPlacement(before)?.vetoes ?? [],
      findRankedPlacement(after)?.vetoes ?? [],
      vetoKey,
    ),
  };
}

function vetoKey({ kind, id }: Veto): string {
  return `${kind} ${id}`;
}

function compareContributions(
  pattern: PlainPattern,
  before: Advice,
  after: Advice,
): ContributionComparison[] {
  const inBoth = new Map<CriterionId, [Contribution?, Contribution?]>();
  for (const contribution of rankedIn(before, pattern)?.contributions ?? []) {
    inBoth.set(contribution.criterion, [contribution]);
  }
  for (const contribution of rankedIn(after, pattern)?.contributions ?? []) {
    const { criterion } = contribution;
    inBoth.set(criterion, [inBoth.get(criterion)?.[0], contribution]);
  }
  return [...inBoth]
    .map(([criterion, [old, young]]) => ({
      criterion,
      pattern,
      demand: toChange(old?.demand, young?.demand),
      supply: toChange(old?.supply, young?.supply),
      weight: toChange(old?.weight ?? 0, young?.weight ?? 0),
    }))
    .filter(
      ({ demand, supply, weight }) =>
        demand.changed || supply.changed || weight.changed,
    );
}

function rankedIn({ ranking }: Advice, pattern: PlainPattern) {
  return ranking.find(ranked => ranked.pattern === pattern);
}

/** A risk with another severity counts as another risk. Risks added by an organisation are the same for each pattern. */
function riskKey({ id, severity, subject }: Risk) {
  const { kind, pattern, placement } = subject;
  // Risks of a placement are the same for each pattern.
  const about = isBuiltIn(id) ? [kind, placement ?? pattern] : [];
  return [id, severity, ...about].join(' ');
}

function isBuiltIn(id: string): boolean {
  return (riskIds as readonly string[]).includes(id);
}

function diffItems<T>(
  before: T[],
  after: T[],
  keyOf: (item: T) => string,
): AddedAndRemoved<T> {
  const old = new Set(before.map(keyOf));
  const young = new Set(after.map(keyOf));
  return {
    appeared: after.filter(item => !old.has(keyOf(item))),
    gone: before.filter(item => !young.has(keyOf(item))),
  };
}

function isEmpty({ appeared, gone }: AddedAndRemoved<unknown>): boolean {
  return appeared.length === 0 && gone.length === 0;
}

function isSameOption(
  option: PatternComparison | PlacementComparison,
): boolean {
  const { fit, eligible, monthly, vetoes } = option;
  const latency = 'p99' in option ? option.p99 : option.firstToken;
  return (
    [fit, eligible, monthly, latency].every(({ changed }) => !changed) &&
    isEmpty(vetoes)
  );
}
