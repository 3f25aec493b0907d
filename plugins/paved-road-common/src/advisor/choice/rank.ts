import { ComparedCriterion } from '../options/criterion';
import { Weights } from '../profile/ids';
import { RankedPattern, Veto } from './schemas';

/** The most that surplus adds to a fit; it only breaks ties. */
const surplusBonus = 2;

/** The most points that a criterion can give. */
export const mostPoints = 100 + surplusBonus;

/** The shared side of a criterion: what the profile demands, or for a requirement, what the team supplies. */
export interface SharedSide {
  /** 1..5; undefined if all answers are open. */
  value?: number;
  /** The share of the weight that an expected value gets; absent if the answers are known. */
  expectedShare?: number;
}

/** The options of one axis, such as the patterns or the placements, for one profile. */
export interface Comparison<Id extends string> {
  /** In display order. */
  options: readonly Id[];
  criteria: readonly ComparedCriterion<Id>[];
  /** Weights that a person set. */
  weights: Weights;
  vetoes: Readonly<Record<Id, Veto[]>>;
  /** Whether it misses a stated requirement that an eligible option meets. */
  missesRequirement(option: Id): boolean;
  getShared(criterion: ComparedCriterion<Id>): SharedSide;
  /** What an option supplies, or for a requirement, what it demands, 1..5; undefined if unknown. */
  rate(criterion: ComparedCriterion<Id>, option: Id): number | undefined;
  /** The reason for that rating, in one line; built only when shown, because most comparisons just search for flips. */
  explain(criterion: ComparedCriterion<Id>, option: Id): string;
}

/** How an option meets a criterion. */
export interface CriterionScore<Id extends string> {
  criterion: ComparedCriterion<Id>;
  demand?: number;
  supply?: number;
  /** 0 when demand or supply is unknown. */
  weight: number;
  /** How far the supply falls short, 0..1. */
  shortfall: number;
  /** Points as if this were the only criterion, 0..102; 0 without weight. */
  share: number;
  /** Whether an expected value stands in for open answers. */
  isExpected: boolean;
}

/**
 * The tier of an option, independent of its fit: `in-front`; `behind` if it misses a stated requirement
 * that another eligible option meets; or `out` if a limit or policy rules it out.
 */
export type Tier = 'in-front' | 'behind' | 'out';

/** How an option meets all criteria. */
export interface Score<Id extends string> {
  option: Id;
  tier: Tier;
  vetoes: Veto[];
  missesRequirement: boolean;
  /** 0..100. */
  fit: number;
  scores: CriterionScore<Id>[];
}

export interface Ranking<Id extends string> {
  /** Highest fit first; misses of a stated requirement last. An option that is ruled out keeps its would-be rank. */
  options: Score<Id>[];
  winner: Score<Id>;
  /** Absent when only one option is eligible. */
  runnerUp?: Score<Id>;
  comparison: Comparison<Id>;
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
 * How each option meets a criterion. If the rating of an eligible option is unknown, the criterion has no weight for
 * any of them, so that all are compared by the same criteria.
 */
function scoreCriterion<Id extends string>(
  criterion: ComparedCriterion<Id>,
  comparison: Comparison<Id>,
): CriterionScore<Id>[] {
  const { options, vetoes } = comparison;
  const isRequirement = criterion.kind === 'requirement';
  const { value: shared, expectedShare } = comparison.getShared(criterion);
  const ratings = options.map(option => comparison.rate(criterion, option));
  const isComparable =
    shared !== undefined &&
    options.every(
      (option, index) =>
        ratings[index] !== undefined || vetoes[option].length > 0,
    );
  const weight = getWeight(criterion, comparison.weights);
  return ratings.map(rating => {
    const [demand, supply] = isRequirement
      ? [rating, shared]
      : [shared, rating];
    const isKnown =
      isComparable && demand !== undefined && supply !== undefined;
    return {
      criterion,
      demand,
      supply,
      weight: isKnown ? weight * (expectedShare ?? 1) : 0,
      shortfall: isKnown ? Math.max(0, demand - supply) / 4 : 0,
      share: isKnown ? scoreSupply(demand, supply, !isRequirement) : 0,
      isExpected: expectedShare !== undefined,
    };
  });
}

export function getWeight(
  { id, demand }: Pick<ComparedCriterion<string>, 'id' | 'demand'>,
  weights: Weights,
): number {
  return weights[id] ?? demand.weight;
}

/** Ranks the options by demand against supply; only a shortfall costs points. Equal ones keep their display order. */
export function rank<Id extends string>(
  comparison: Comparison<Id>,
): Ranking<Id> {
  const byCriterion = comparison.criteria.map(criterion =>
    scoreCriterion(criterion, comparison),
  );
  const options = comparison.options
    .map((option, index): Score<Id> => {
      const scores = byCriterion.map(found => found[index]);
      const vetoes = comparison.vetoes[option];
      const missesRequirement = comparison.missesRequirement(option);
      const tier = missesRequirement ? 'behind' : 'in-front';
      return {
        option,
        tier: vetoes.length > 0 ? 'out' : tier,
        vetoes,
        missesRequirement,
        fit: averageFit(scores),
        scores,
      };
    })
    .sort(
      (a, b) =>
        Number(a.missesRequirement) - Number(b.missesRequirement) ||
        b.fit - a.fit,
    );
  const [best, runnerUp] = options.filter(({ tier }) => tier !== 'out');
  return {
    options,
    winner: best ?? options[0],
    ...(runnerUp && { runnerUp }),
    comparison,
  };
}

/** The first option; undefined if limits and policies rule all of them out. */
export const eligibleWinner = <Id extends string>({
  winner,
}: Ranking<Id>): Id | undefined =>
  winner.tier === 'out' ? undefined : winner.option;

/** Whether no limit or policy rules an option out. */
export const isEligible = <Id extends string>(
  { options }: Ranking<Id>,
  id: Id,
): boolean =>
  options.some(({ option, tier }) => option === id && tier !== 'out');

/** Points on the scale of a fit, which ends at 100. */
export const toFit = (points: number) => (100 * points) / mostPoints;

/** The weighted points as a share of the most that the weights can give, 0..100; 0 without weights. */
function averageFit(
  scores: readonly Pick<CriterionScore<string>, 'weight' | 'share'>[],
): number {
  let points = 0;
  let total = 0;
  for (const { weight, share } of scores) {
    points += weight * share;
    total += weight;
  }
  return total > 0 ? toFit(points / total) : 0;
}

/** The points of each criterion, 0..102 together. */
export function weightedPoints(
  scores: readonly Pick<CriterionScore<string>, 'weight' | 'share'>[],
): number[] {
  const total = scores.reduce((sum, { weight }) => sum + weight, 0);
  return scores.map(({ weight, share }) =>
    total > 0 ? (weight * share) / total : 0,
  );
}

/** A score in words, criterion by criterion. */
export function explainScore<Id extends string>(
  { option, fit, tier, missesRequirement, vetoes, scores }: Score<Id>,
  { explain }: Comparison<Id>,
): Omit<RankedPattern, 'pattern'> {
  const points = weightedPoints(scores);
  return {
    fit,
    eligible: tier !== 'out',
    missesRequirement,
    vetoes,
    contributions: scores.map(
      ({ criterion, demand, supply, weight, shortfall, isExpected }, index) => {
        const reason = explain(criterion, option);
        return {
          criterion: criterion.id,
          ...(demand !== undefined && { demand }),
          ...(supply !== undefined && { supply }),
          weight,
          shortfall,
          points: toFit(points[index]),
          reason:
            isExpected && weight > 0
              ? `${reason} Not answered: a typical value is used, with less weight.`
              : reason,
        };
      },
    ),
  };
}
