import { LatencyEstimate } from '../advice';
import { DecisionModel, ModelCriterion } from '../DecisionModel';
import { Rating } from '../model';
import { PlainPattern, plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatMoney, formatSeconds, formatShare } from '../quantities/format';
import { MeasuredCost, Measures } from '../quantities/measure';
import { StageFinding } from '../stage';

/**
 * What a pattern supplies, or nothing where that is not known. The reason is put into words only
 * when it is shown: most comparisons are made to see what would change an answer.
 */
export type Supply = { value?: number; reason: () => string };

/** What is known about a workload when its patterns are compared. */
export interface FitContext {
  model: DecisionModel;
  profile: Profile;
  stage: StageFinding;
  measures: Measures;
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
  { id, ratings }: ModelCriterion,
  pattern: PlainPattern,
  context: FitContext,
): Supply {
  const { model, profile, stage, measures } = context;
  switch (id) {
    case 'cost-at-volume':
      return costSupply(pattern, context);
    case 'tail-latency':
      return tailSupply(measures.latency[pattern]);
    case 'cold-start':
      return coldStartSupply(
        rated(ratings?.[pattern], id),
        measures.latency[pattern],
      );
    case 'invocation-fit': {
      const invocation = profile.workload?.invocation;
      return invocation
        ? rated(model.invocationRatings[invocation][pattern], id)
        : { reason: () => 'It is not known how the model is called.' };
    }
    case 'stage-fit':
      return stage.known
        ? rated(model.stageRatings[stage.stage][pattern], id)
        : { reason: () => 'The stage is not known.' };
    default:
      return rated(ratings?.[pattern], id);
  }
}

function rated(rating: Rating | undefined, criterion: string) {
  if (!rating) {
    throw new Error(`The criterion ${criterion} has no ratings`);
  }
  return { value: rating.value, reason: () => rating.reason };
}

const notKnown = (missing: string[]): Supply => ({
  reason: () => `Not known without ${missing.join(', ')}.`,
});

const monthlyOf = (cost: MeasuredCost) =>
  cost.status === 'priced' ? cost.monthly : Infinity;

/*
 * Costs are compared as a ratio, but with a sum added that does not matter, so that two dollars
 * against one are not "twice as expensive".
 */
function costSupply(pattern: PlainPattern, context: FitContext): Supply {
  const { measures, eligible, assume } = context;
  const cost = measures.cost[pattern];
  if (cost.status === 'unknown') {
    return notKnown(cost.missing);
  }
  const { monthly } = cost;
  const field = eligible.length > 0 ? eligible : plainPatterns;
  const cheapest = Math.min(
    ...field.map(other => monthlyOf(measures.cost[other])),
  );
  const reference = Number.isFinite(cheapest) ? cheapest : monthly;
  const immaterial = assume.get('immaterialCost');
  const ratio = (monthly + immaterial) / (reference + immaterial);
  return {
    value: clamp(5 - (4 * Math.log(ratio)) / Math.log(worstCostRatio)),
    reason: () => {
      const each = `${formatMoney(monthly)} a month`;
      if (monthly < reference) {
        return `${each}; the cheapest that is eligible costs ${formatMoney(reference)}.`;
      }
      return monthly === reference
        ? `${each}, the cheapest.`
        : `${each}, the cheapest costs ${formatMoney(reference)}.`;
    },
  };
}

function tailSupply(latency: LatencyEstimate): Supply {
  if (latency.status === 'unknown') {
    return notKnown(latency.missing);
  }
  const { p99, requirement } = latency;
  if (requirement === undefined) {
    return {
      value: 5,
      reason: () => `p99 ${formatSeconds(p99)}, and nobody waits.`,
    };
  }
  const ratio = p99 / requirement;
  return {
    value: clamp(5 - (4 * Math.log(ratio)) / Math.log(worstLatencyRatio)),
    reason: () =>
      `p99 ${formatSeconds(p99)} against ${formatSeconds(requirement)}.`,
  };
}

/*
 * The ratings say how long a start takes. What users feel is how often they meet one times how long
 * it takes, against what they may have to wait.
 */
function coldStartSupply({ reason }: Supply, latency: LatencyEstimate): Supply {
  if (latency.status === 'unknown') {
    return notKnown(latency.missing);
  }
  const { coldStartProbability, coldStartSeconds, requirement } = latency;
  if (requirement === undefined) {
    return { value: 5, reason: () => `${reason()} Nobody waits for it.` };
  }
  const exposure =
    (coldStartProbability * coldStartSeconds) /
    (toleratedColdShare * requirement);
  return {
    value: clamp(
      5 - (4 * Math.log(1 + exposure)) / Math.log(1 + worstExposure),
    ),
    reason: () =>
      `${reason()} ${formatShare(coldStartProbability)} of the requests meet a start of ${formatSeconds(coldStartSeconds)}.`,
  };
}
