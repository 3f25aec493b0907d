import {
  Contribution,
  CriterionId,
  criterionIds,
  RankedPattern,
  Veto,
  Weights,
} from '../advice';
import { PlainPattern, plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { demandOf } from './demand';
import { demandTable } from './demandTable';
import { FitContext, supplyOf } from './supply';

/** The most that surplus adds to a fit; it breaks ties and decides nothing else. */
const surplusBonus = 2;

/** What the experience of a team lets it carry, whatever its maturity. */
const experienceCaps = { none: 2, some: 4, production: 5 } as const;

const fullDemand = 5;

/**
 * What a team can carry, 1..5: its maturity, as far as its experience with distributed systems goes;
 * undefined while neither is known.
 */
export function teamCapability({ team }: Profile): number | undefined {
  const known = [
    team?.devopsMaturity,
    team?.distributedExperience && experienceCaps[team.distributedExperience],
  ].filter(value => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

interface Comparison {
  demand?: number;
  supply?: number;
  reason: string;
  /** Whether supply beyond the demand is worth something. */
  countsSurplus: boolean;
}

/*
 * "DevOps maturity required" is the odd one out: the rating is what the pattern demands, and the team
 * supplies.
 */
function compare(
  criterion: CriterionId,
  pattern: PlainPattern,
  context: FitContext,
): Comparison {
  const { value, reason } = supplyOf(criterion, pattern, context);
  if (criterion === 'devops-maturity') {
    return {
      demand: value,
      supply: teamCapability(context.profile),
      reason,
      countsSurplus: false,
    };
  }
  return {
    demand:
      criterion === 'stage-fit'
        ? fullDemand
        : demandOf(context.profile, demandTable[criterion]),
    supply: value,
    reason,
    countsSurplus: true,
  };
}

/**
 * Demand against supply: a pattern loses points only where it falls short of a demand. What it
 * supplies where it meets the demand adds at most two points in all.
 */
function contributionsOf(
  pattern: PlainPattern,
  context: FitContext,
  weights: Weights,
): Contribution[] {
  const rows = criterionIds.map(criterion => {
    const { demand, supply, reason, countsSurplus } = compare(
      criterion,
      pattern,
      context,
    );
    const known = demand !== undefined && supply !== undefined;
    const weight = known
      ? (weights[criterion] ?? demandTable[criterion].weight)
      : 0;
    const shortfall = known ? Math.max(0, demand - supply) / 4 : 0;
    const surplus =
      known && countsSurplus && supply >= demand ? (supply - 1) / 4 : 0;
    return {
      contribution: {
        criterion,
        ...(demand !== undefined && { demand }),
        ...(supply !== undefined && { supply }),
        weight,
        shortfall,
        reason,
      },
      share: 100 * (1 - shortfall) + surplusBonus * surplus,
    };
  });
  const total = rows.reduce((sum, row) => sum + row.contribution.weight, 0);
  return rows.map(({ contribution: { reason, ...rest }, share }) => ({
    ...rest,
    points: total > 0 ? (rest.weight * share) / total : 0,
    reason,
  }));
}

/** All plain patterns by fit, highest first; equal ones in the order in which they are shown. */
export function rankPatterns(
  context: FitContext,
  vetoes: Record<PlainPattern, Veto[]>,
  weights: Weights,
): RankedPattern[] {
  return plainPatterns
    .map(pattern => {
      const contributions = contributionsOf(pattern, context, weights);
      return {
        pattern,
        fit: contributions.reduce((sum, { points }) => sum + points, 0),
        eligible: vetoes[pattern].length === 0,
        vetoes: vetoes[pattern],
        contributions,
      };
    })
    .sort((a, b) => b.fit - a.fit);
}
