import { CostEstimate, CriterionId, LatencyEstimate } from '../advice';
import { invocationRatings, stageRatings } from '../fitRatings';
import { criteriaById, Rating } from '../model';
import { PlainPattern, plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatMoney, formatSeconds, formatShare } from '../quantities/format';
import { Quantities } from '../quantities/quantify';
import { StageFinding } from '../stage';

/** What a pattern supplies, or why that is not known. */
export type Supply = { value?: number; reason: string };

/** What is known about a workload when its patterns are compared. */
export interface FitContext {
  profile: Profile;
  stage: StageFinding;
  quantities: Quantities;
  /** Patterns that no limit rules out; the cheapest of them sets the measure. */
  eligible: readonly PlainPattern[];
  assume: AssumptionSet;
}

const clamp = (value: number) => Math.min(5, Math.max(1, value));

/** At this many times the cheapest cost, a pattern supplies nothing. */
const worstCostRatio = 4;
/** At this many times the requirement, a p99 supplies nothing. */
const worstLatencyRatio = 10;
/** At this many times the tolerated exposure to cold starts, a pattern supplies nothing. */
const worstExposure = 100;
/** The exposure that is tolerated: one request in a hundred that takes twice the requirement. */
const toleratedColdShare = 0.01;

/** What a pattern supplies for a criterion. */
export function supplyOf(
  criterion: CriterionId,
  pattern: PlainPattern,
  context: FitContext,
): Supply {
  switch (criterion) {
    case 'cost-at-volume':
      return costSupply(pattern, context);
    case 'tail-latency':
      return tailSupply(context.quantities.latency[pattern]);
    case 'cold-start':
      return coldStartSupply(pattern, context.quantities.latency[pattern]);
    case 'invocation-fit': {
      const invocation = context.profile.workload?.invocation;
      return invocation
        ? invocationRatings[invocation][pattern]
        : { reason: 'It is not known how the model is called.' };
    }
    case 'stage-fit':
      return context.stage.known
        ? stageRatings[context.stage.stage][pattern]
        : { reason: 'The stage is not known.' };
    default:
      return ratingOf(criterion, pattern);
  }
}

function ratingOf(criterion: CriterionId, pattern: PlainPattern): Rating {
  const ratings = criteriaById.get(criterion)?.ratings;
  if (!ratings) {
    throw new Error(`The criterion ${criterion} has no ratings`);
  }
  return ratings[pattern];
}

const notKnown = (missing: string[]): Supply => ({
  reason: `Not known without ${missing.join(', ')}.`,
});

function isEstimated(
  cost: CostEstimate,
): cost is Extract<CostEstimate, { status: 'estimated' }> {
  return cost.status === 'estimated';
}

/*
 * Costs are compared as a ratio, but with a sum added that does not matter, so that two dollars
 * against one are not "twice as expensive".
 */
function costSupply(pattern: PlainPattern, context: FitContext): Supply {
  const { quantities, eligible, assume } = context;
  const cost = quantities.cost[pattern];
  if (!isEstimated(cost)) {
    return notKnown(cost.missing);
  }
  const monthly = cost.monthly.mid;
  const field = eligible.length > 0 ? eligible : plainPatterns;
  const cheapest = Math.min(
    ...field
      .map(other => quantities.cost[other])
      .filter(isEstimated)
      .map(other => other.monthly.mid),
  );
  const reference = Number.isFinite(cheapest) ? cheapest : monthly;
  const immaterial = assume.get('immaterialCost');
  const ratio = (monthly + immaterial) / (reference + immaterial);
  return {
    value: clamp(5 - (4 * Math.log(ratio)) / Math.log(worstCostRatio)),
    reason:
      monthly <= reference
        ? `${formatMoney(monthly)} a month, the cheapest.`
        : `${formatMoney(monthly)} a month, the cheapest costs ${formatMoney(reference)}.`,
  };
}

function tailSupply(latency: LatencyEstimate): Supply {
  if (latency.status === 'unknown') {
    return notKnown(latency.missing);
  }
  const { p99, requirement } = latency;
  if (requirement === undefined) {
    return { value: 5, reason: `p99 ${formatSeconds(p99)}, and nobody waits.` };
  }
  const ratio = p99 / requirement;
  return {
    value: clamp(5 - (4 * Math.log(ratio)) / Math.log(worstLatencyRatio)),
    reason: `p99 ${formatSeconds(p99)} against ${formatSeconds(requirement)}.`,
  };
}

/*
 * The ratings say how long a start takes. What users feel is how often they meet one times how long
 * it takes, against what they may have to wait.
 */
function coldStartSupply(
  pattern: PlainPattern,
  latency: LatencyEstimate,
): Supply {
  if (latency.status === 'unknown') {
    return notKnown(latency.missing);
  }
  const { coldStartProbability, coldStartSeconds, requirement } = latency;
  const { reason } = ratingOf('cold-start', pattern);
  if (requirement === undefined) {
    return { value: 5, reason: `${reason} Nobody waits for it.` };
  }
  const exposure =
    (coldStartProbability * coldStartSeconds) /
    (toleratedColdShare * requirement);
  return {
    value: clamp(
      5 - (4 * Math.log(1 + exposure)) / Math.log(1 + worstExposure),
    ),
    reason: `${reason} ${formatShare(coldStartProbability)} of the requests meet a start of ${formatSeconds(coldStartSeconds)}.`,
  };
}
