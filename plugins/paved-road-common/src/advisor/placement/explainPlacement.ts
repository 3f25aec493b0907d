import { RankedPlacement } from '../advice';
import { askFor } from '../askFor';
import {
  formatCount,
  formatMoney,
  formatSeconds,
  formatShare,
} from '../quantities/format';
import { PlacementCriterion } from './criteria';
import { Placement } from './placements';
import { PlacementCriterionScore } from './placementScores';
import { PlacementRanking, PlacementScore } from './rankPlacements';

/** A score put into words, criterion by criterion. */
export function explainPlacement(
  {
    placement,
    fit,
    standing,
    missesRequirement,
    vetoes,
    scores,
  }: PlacementScore,
  ranking: PlacementRanking,
): RankedPlacement {
  const total = scores.reduce((sum, { weight }) => sum + weight, 0);
  return {
    placement,
    fit,
    eligible: standing !== 'out',
    missesRequirement,
    vetoes,
    contributions: scores.map(score => {
      const { criterion, demand, supply, weight, share } = score;
      return {
        criterion: criterion.id,
        ...(demand !== undefined && { demand }),
        ...(supply !== undefined && { supply }),
        weight,
        shortfall:
          weight > 0 && demand !== undefined && supply !== undefined
            ? Math.max(0, demand - supply) / 4
            : 0,
        points: total > 0 ? (weight * share) / total : 0,
        reason: explainSupply(score, placement, ranking),
      };
    }),
  };
}

function explainSupply(
  { criterion, isExpected, weight }: PlacementCriterionScore,
  placement: Placement,
  ranking: PlacementRanking,
): string {
  const reason = criterion.ratings
    ? criterion.ratings[placement].reason
    : measuredReason(criterion, placement, ranking);
  return isExpected && weight > 0
    ? `${reason} Not answered: a typical value is used, with less weight.`
    : reason;
}

function measuredReason(
  { id }: PlacementCriterion,
  placement: Placement,
  { load, measures }: PlacementRanking,
): string {
  if (load.status === 'unknown') {
    return askFor(load.missing, 'numbers');
  }
  const measure = measures?.[placement];
  if (measure?.status !== 'measured') {
    return 'Not possible; see the limits.';
  }
  if (id === 'model-capacity') {
    return `${formatShare(measure.quotaUse)} of the usual limit at the peak.`;
  }
  if (id === 'model-cost') {
    return `${formatMoney(measure.monthly)}/month, and ${formatMoney(measure.people)} of people who operate it.`;
  }
  const { firstToken, tokensPerSecond } = measure.latency;
  const speed = `First token after ${formatSeconds(firstToken.p50)}, p95 ${formatSeconds(firstToken.p95)}, then ${formatCount(tokensPerSecond.p50)} tokens a second`;
  const { requirement } = load.mid;
  if (!requirement) {
    return `${speed}.`;
  }
  return `${speed}; ${requirement.of === 'first-token' ? 'a first token' : 'an answer'} within ${formatSeconds(requirement.seconds)} is required.`;
}
