import { RankedPattern, Veto } from '../explain/advice';
import { ModelCriterion } from '../options/DecisionModel';
import { Weights } from '../profile/ids';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { Profile } from '../profile/profile';
import { estimateDemand } from './demand';
import {
  FitContext,
  rateSupply,
  supplyReason,
} from '../options/patterns/supply';
import { teamCapability } from '../profile/teamCapability';

/** The most that surplus adds to a fit; it only breaks ties. */
const surplusBonus = 2;

/** What the stage demands of every pattern: to suit it. */
export const fullDemand = 5;

/** How a pattern meets a criterion. */
export interface CriterionScore {
  criterion: ModelCriterion;
  demand?: number;
  supply?: number;
  /** 0 when demand or supply is unknown. */
  weight: number;
  /** How far the supply falls short, 0..1. */
  shortfall: number;
  /** Points as if this were the only criterion, 0..102; 0 without weight. */
  share: number;
}

/**
 * The standing of a pattern, independent of its fit: `in-front`; `behind` if it misses a stated requirement
 * that another eligible pattern meets; or `out` if a limit or policy rules it out.
 */
export type Standing = 'in-front' | 'behind' | 'out';

/** How a pattern meets all criteria. */
export interface PatternScore {
  pattern: PlainPattern;
  standing: Standing;
  vetoes: Veto[];
  /** Whether it misses a stated requirement that an eligible pattern meets. */
  missesRequirement: boolean;
  /** 0..102. */
  fit: number;
  scores: CriterionScore[];
  /** What it was compared in. */
  context: FitContext;
}

/**
 * Points for a supply against a demand, 0..102: a shortfall costs points; surplus adds at most two. A higher
 * demand never adds points.
 *
 * @param countsSurplus - whether surplus adds points
 */
export function scoreSupply(
  demand: number,
  supply: number,
  countsSurplus: boolean,
): number {
  const met = 1 - Math.max(0, demand - supply) / 4;
  const bonus = countsSurplus ? (surplusBonus * (supply - 1)) / 4 : 0;
  return met * (100 + bonus);
}

/**
 * How each pattern meets a criterion, in the order of `plainPatterns`. If the supply of an eligible pattern is
 * unknown, the criterion has no weight for any of them, so that all are compared by the same criteria.
 *
 * "DevOps maturity required" is the exception: the pattern has the demand, and the team the supply.
 */
function scoreCriterion(
  criterion: ModelCriterion,
  context: FitContext,
  weight: number,
): CriterionScore[] {
  const { profile, eligible } = context;
  const isRequirement = criterion.kind === 'requirement';
  const shared = isRequirement
    ? teamCapability(profile)
    : criterionDemand(criterion, profile);
  const supplies = plainPatterns.map(pattern =>
    rateSupply(criterion, pattern, context),
  );
  const isComparable =
    shared !== undefined &&
    plainPatterns.every(
      (pattern, index) =>
        supplies[index] !== undefined || !eligible.includes(pattern),
    );
  return supplies.map(value => {
    const [demand, supply] = isRequirement ? [value, shared] : [shared, value];
    const isKnown =
      isComparable && demand !== undefined && supply !== undefined;
    return {
      criterion,
      demand,
      supply,
      weight: isKnown ? weight : 0,
      shortfall: isKnown ? Math.max(0, demand - supply) / 4 : 0,
      share: isKnown ? scoreSupply(demand, supply, !isRequirement) : 0,
    };
  });
}

function criterionDemand(
  criterion: ModelCriterion,
  profile: Profile,
): number | undefined {
  return criterion.id === 'stage-fit'
    ? fullDemand
    : estimateDemand(profile, criterion.demand);
}

/**
 * Scores the patterns by demand against supply; only a shortfall costs points. Sorted by fit, highest first,
 * but patterns that miss a stated requirement come last; equal ones keep their display order. A pattern that is
 * ruled out keeps its would-be rank.
 */
export function scorePatterns(
  context: FitContext,
  vetoes: Record<PlainPattern, Veto[]>,
  weights: Weights,
): PatternScore[] {
  const { latency } = context.measures;
  const meets = (pattern: PlainPattern) => {
    const estimate = latency[pattern];
    return estimate.status === 'estimated'
      ? estimate.meetsRequirement
      : undefined;
  };
  const someMeets = context.eligible.some(pattern => meets(pattern) === true);
  const byCriterion = context.model.criteria.map(criterion =>
    scoreCriterion(
      criterion,
      context,
      weights[criterion.id] ?? criterion.demand.weight,
    ),
  );
  return plainPatterns
    .map((pattern, index) => {
      const scores = byCriterion.map(found => found[index]);
      return {
        pattern,
        standing: toStanding(
          vetoes[pattern].length > 0,
          someMeets && meets(pattern) === false,
        ),
        vetoes: vetoes[pattern],
        missesRequirement: someMeets && meets(pattern) === false,
        fit: averageFit(scores),
        scores,
        context,
      };
    })
    .sort(
      (a, b) =>
        Number(a.missesRequirement) - Number(b.missesRequirement) ||
        b.fit - a.fit,
    );
}

/** The standing of an option that may be ruled out or miss a requirement that another one meets. */
export function toStanding(isRuledOut: boolean, isBehind: boolean): Standing {
  if (isRuledOut) {
    return 'out';
  }
  return isBehind ? 'behind' : 'in-front';
}

/** The weighted mean of the points by criterion, 0..102; 0 without weights. */
export function averageFit(
  scores: readonly Pick<CriterionScore, 'weight' | 'share'>[],
): number {
  let points = 0;
  let total = 0;
  for (const { weight, share } of scores) {
    points += weight * share;
    total += weight;
  }
  return total > 0 ? points / total : 0;
}

/** A score put into words, criterion by criterion. */
export function explainScore({
  pattern,
  fit,
  standing,
  missesRequirement,
  vetoes,
  scores,
  context,
}: PatternScore): RankedPattern {
  const total = scores.reduce((sum, { weight }) => sum + weight, 0);
  return {
    pattern,
    fit,
    eligible: standing !== 'out',
    missesRequirement,
    vetoes,
    contributions: scores.map(
      ({ criterion, demand, supply, weight, shortfall, share }) => ({
        criterion: criterion.id,
        ...(demand !== undefined && { demand }),
        ...(supply !== undefined && { supply }),
        weight,
        shortfall,
        points: total > 0 ? (weight * share) / total : 0,
        reason: supplyReason(criterion, pattern, context),
      }),
    ),
  };
}
