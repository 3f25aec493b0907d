import { LatencyEstimate } from '../advice';
import { DecisionModel, ModelCriterion } from '../DecisionModel';
import { ratedQuestions } from '../fitRatings';
import { stages } from '../ids';
import { Rating, Ratings } from '../model';
import { PlainPattern, plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatMoney, formatSeconds, formatShare } from '../quantities/format';
import { MeasuredCost, Measures } from '../quantities/measure';
import { getAnswer } from '../questions';
import { rampAround, rampOf } from '../ramp';
import { StageFinding, StageShares } from '../stage';

/**
 * What a pattern supplies, or nothing where that is not known. The reason is put into words only
 * when it is shown: most comparisons are made to see what would change an answer.
 */
export type Supply = { value?: number; reason: () => string };

/** What is known about a workload when its patterns are compared. */
export interface FitContext {
  model: DecisionModel;
  profile: Profile;
  /** Whether the workload that is described is that of this part, see `partsOf`. */
  hasWorkload: boolean;
  /** How much of a fleet the services of the workload would be, 0..1. */
  fleet: number;
  stage: StageFinding;
  measures: Measures;
  /** Patterns that no limit rules out; the cheapest of them sets the measure. */
  eligible: readonly PlainPattern[];
  assume: AssumptionSet;
}

const clamp = (value: number) => Math.min(5, Math.max(1, value));

/** At this many times the cheapest cost, a pattern supplies nothing. */
const worstCostRatio = 30;
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
  const { model, profile, measures } = context;
  switch (id) {
    case 'cost-at-volume':
      return costSupply(pattern, context);
    case 'tail-latency':
      return tailSupply(measures.latency[pattern]);
    case 'cold-start':
      return coldStartSupply(
        ratingOf(ratings, pattern, id),
        measures.latency[pattern],
      );
    case 'invocation-fit':
    case 'traffic-fit':
    case 'state-fit': {
      const answer = getAnswer(profile, ratedQuestions[id]);
      const byAnswer: Partial<Record<string, Ratings>> =
        model.answerRatings[id];
      return answer === undefined
        ? { reason: () => 'It is not answered.' }
        : rated(ratingOf(byAnswer[answer], pattern, id));
    }
    case 'stage-fit':
      return stageSupply(pattern, context);
    default:
      return rated(ratingOf(ratings, pattern, id), context.fleet);
  }
}

function ratingOf(
  ratings: Ratings | undefined,
  pattern: PlainPattern,
  criterion: string,
): Rating {
  const rating = ratings?.[pattern];
  if (!rating) {
    throw new Error(`The criterion ${criterion} has no ratings`);
  }
  return rating;
}

/** How much of a fleet a number of services is, 0..1; half of one while it is not known. */
export function fleetShare(
  services: number | undefined,
  assume: AssumptionSet,
): number {
  return services === undefined
    ? 0.5
    : rampOf(
        services,
        assume.get('firstServiceModels'),
        assume.get('fleetModels'),
      );
}

/** What a rating is for as much of a fleet as there is, between the first service and a whole one. */
export function valueOf({ value, first }: Rating, fleet: number): number {
  return first === undefined ? value : first + (value - first) * fleet;
}

function rated(rating: Rating, fleet = 1): Supply {
  const { first, reason } = rating;
  return {
    value: valueOf(rating, fleet),
    reason: () =>
      first !== undefined && fleet < 1
        ? `${reason} Less so while few services are taken out.`
        : reason,
  };
}

/** Stages run into each other, and so do their ratings. */
function stageSupply(
  pattern: PlainPattern,
  { model, stage }: FitContext,
): Supply {
  if (!stage.known) {
    return { reason: () => 'The stage is not known.' };
  }
  return {
    value: stageRating(pattern, stage.shares, model),
    reason: () => model.stageRatings[stage.stage][pattern].reason,
  };
}

/** The ratings of the stages that a product is in, by its shares of them. */
export function stageRating(
  pattern: PlainPattern,
  shares: StageShares,
  { stageRatings }: DecisionModel,
): number {
  return stages.reduce(
    (sum, stage) => sum + shares[stage] * stageRatings[stage][pattern].value,
    0,
  );
}

const notKnown = (missing: string[]): Supply => ({
  reason: () => `Not known without ${missing.join(', ')}.`,
});

const monthlyOf = (cost: MeasuredCost) =>
  cost.status === 'priced' ? cost.monthly : Infinity;

/*
 * Costs are compared as a ratio, but with a sum added that does not matter beside what the team itself
 * costs, so that two dollars against one are not "twice as expensive".
 */
function costSupply(
  pattern: PlainPattern,
  { measures, eligible, assume, profile }: FitContext,
): Supply {
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
  const immaterial = immaterialCost(profile, assume);
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

/** A monthly difference in USD that does not matter beside what the team costs. */
export function immaterialCost(
  { team }: Profile,
  assume: AssumptionSet,
): number {
  return (
    (team?.teamSize ?? assume.get('typicalTeam')) *
    assume.get('engineerMonth') *
    assume.get('materialShare')
  );
}

/*
 * What the requirement leaves is compared without the wait, for which pools are sized, and with a cold
 * start as far as one request in a hundred meets it.
 */
function tailSupply(latency: LatencyEstimate): Supply {
  if (latency.status === 'unknown') {
    return notKnown(latency.missing);
  }
  const {
    p99,
    requirement,
    warmSeconds = p99,
    coldStartProbability,
    coldStartSeconds,
  } = latency;
  if (requirement === undefined) {
    return {
      value: 5,
      reason: () => `p99 ${formatSeconds(p99)}, and nobody waits.`,
    };
  }
  const at = (seconds: number) =>
    clamp(
      5 -
        (4 * Math.max(0, Math.log(seconds / requirement))) /
          Math.log(worstLatencyRatio),
    );
  const cold = rampAround(coldStartProbability, toleratedColdShare);
  return {
    value:
      (1 - cold) * at(warmSeconds) + cold * at(warmSeconds + coldStartSeconds),
    reason: () =>
      `p99 ${formatSeconds(p99)} against ${formatSeconds(requirement)}.`,
  };
}

/*
 * The ratings say how long a start takes. What users feel is how often they meet one times how long
 * it takes, against what they may have to wait.
 */
function coldStartSupply({ reason }: Rating, latency: LatencyEstimate): Supply {
  if (latency.status === 'unknown') {
    return notKnown(latency.missing);
  }
  const { coldStartProbability, coldStartSeconds, requirement } = latency;
  if (requirement === undefined) {
    return { value: 5, reason: () => `${reason} Nobody waits for it.` };
  }
  const exposure =
    (coldStartProbability * coldStartSeconds) /
    (toleratedColdShare * requirement);
  return {
    value: clamp(
      5 - (4 * Math.log(1 + exposure)) / Math.log(1 + worstExposure),
    ),
    reason: () =>
      `${reason} ${formatShare(coldStartProbability)} of the requests meet a start of ${formatSeconds(coldStartSeconds)}.`,
  };
}
