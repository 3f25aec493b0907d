import { askFor } from '../../quantities/askFor';
import { DecisionModel } from '../DecisionModel';
import { AnswerRatings, ratedQuestions } from './fitRatings';
import { stages } from '../../profile/ids';
import { Rating, ComparedCriterion } from '../criterion';
import {
  immaterialCost,
  findLeast,
  supplyByCost,
  supplyByLatency,
  toleratedColdShare,
} from '../measuredSupply';
import { Ratings } from './criteria';
import { PlainPattern, plainPatterns } from '../../profile/patterns';
import { Profile } from '../../profile/profile';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import {
  formatMoney,
  formatSeconds,
  formatShare,
} from '../../quantities/format';
import { MeasuredCost, Measures } from '../../quantities/measure';
import { getAnswer } from '../../profile/questions';
import { logRampBetween } from '../../quantities/ramp';
import { StageFinding, StageShares } from '../../quantities/stage';

/** The known facts of a workload for comparing its patterns. */
export interface FitContext {
  model: DecisionModel;
  profile: Profile;
  /** Whether the answers about the workload describe this part, see `splitWorkload`. */
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

/** Ratio to the tolerated cold start exposure at which the supply reaches its minimum. */
const worstExposure = 100;
/**
 * The supply of a pattern for a criterion, and its reason. Reasons are built only when shown, because most
 * comparisons just search for flips.
 */
interface Supplier {
  /** 1..5; undefined if unknown. */
  value(
    criterion: ComparedCriterion<PlainPattern>,
    pattern: PlainPattern,
    context: FitContext,
  ): number | undefined;
  /** One line. */
  reason(
    criterion: ComparedCriterion<PlainPattern>,
    pattern: PlainPattern,
    context: FitContext,
  ): string;
}

const notKnown = (missing: readonly string[]) =>
  missing.length > 0
    ? askFor(missing, 'this')
    : 'The model cannot run here; see the limits.';

function requireRating(
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
    : logRampBetween(
        services,
        assume.get('firstServiceModels'),
        assume.get('fleetModels'),
      );
}

/** The rating for a given share of a fleet, between the first service and a whole fleet. */
export function interpolateRating(
  { value, first }: Rating,
  fleet: number,
): number {
  return first === undefined ? value : first + (value - first) * fleet;
}

const ratingReason = ({ first, reason }: Rating, fleet: number) =>
  first !== undefined && fleet < 1
    ? `${reason} Weaker with only a few extracted services.`
    : reason;

const byRating: Supplier = {
  value: ({ id, ratings }, pattern, { fleet }) =>
    interpolateRating(requireRating(ratings, pattern, id), fleet),
  reason: ({ id, ratings }, pattern, { fleet }) =>
    ratingReason(requireRating(ratings, pattern, id), fleet),
};

function byAnswer(id: keyof AnswerRatings): Supplier {
  const found = ({ profile, model }: FitContext, pattern: PlainPattern) => {
    const answer = getAnswer(profile, ratedQuestions[id]);
    const ratings: Partial<Record<string, Ratings>> = model.answerRatings[id];
    return answer === undefined
      ? undefined
      : requireRating(ratings[answer], pattern, id);
  };
  return {
    value: (_, pattern, context) => {
      const rating = found(context, pattern);
      return rating && interpolateRating(rating, context.fleet);
    },
    reason: (_, pattern, context) => {
      const rating = found(context, pattern);
      return rating ? ratingReason(rating, context.fleet) : 'Not answered.';
    },
  };
}

/** The ratings of the stages that a product is in, by its shares of them. */
export function stageRating(
  pattern: PlainPattern,
  shares: StageShares,
  { stageRatings }: DecisionModel,
): number {
  let sum = 0;
  for (const stage of stages) {
    sum += shares[stage] * stageRatings[stage][pattern].value;
  }
  return sum;
}

/** Stages overlap, and so do their ratings. */
const byStage: Supplier = {
  value: (_, pattern, { model, stage }) =>
    stage.known ? stageRating(pattern, stage.shares, model) : undefined,
  reason: (_, pattern, { model, stage }) =>
    stage.known
      ? model.stageRatings[stage.stage][pattern].reason
      : 'The stage is unknown.',
};

/** Monthly cost of a pattern in USD, with data between zones separate from the rest. */
interface ComparedCost {
  rest: number;
  data: number;
}

function comparedCost(cost: MeasuredCost): ComparedCost | undefined {
  if (cost.status === 'unknown') {
    return undefined;
  }
  const data = cost.parts.find(({ id }) => id === 'transfer')?.monthly ?? 0;
  return { rest: cost.monthly - data, data };
}

/** The least cost without data of the patterns that can run; undefined where none is known. */
const leastCost = ({ measures, eligible }: FitContext): number | undefined =>
  findLeast(
    plainPatterns,
    eligible,
    pattern => comparedCost(measures.cost[pattern])?.rest,
  );

/** The baseline for costs: the cheapest without data, and an immaterial sum. */
function referenceCost(context: FitContext, { rest }: ComparedCost): number {
  return (
    (leastCost(context) ?? rest) +
    immaterialCost(context.profile, context.assume)
  );
}

const byCost: Supplier = {
  value: (_, pattern, context) => {
    const cost = comparedCost(context.measures.cost[pattern]);
    if (!cost) {
      return undefined;
    }
    const reference = referenceCost(context, cost);
    const immaterial = immaterialCost(context.profile, context.assume);
    return supplyByCost((cost.rest + immaterial) / reference);
  },
  reason: (_, pattern, context) => {
    const measured = context.measures.cost[pattern];
    const cost = comparedCost(measured);
    if (!cost || measured.status === 'unknown') {
      return notKnown(measured.status === 'unknown' ? measured.missing : []);
    }
    const { rest, data } = cost;
    const least = leastCost(context) ?? rest;
    const each = `${formatMoney(rest)}/month${data > 0 ? ' without data between zones' : ''}`;
    if (rest < least) {
      return `${each}; the cheapest eligible pattern costs ${formatMoney(least)}/month.`;
    }
    return rest === least
      ? `${each}, the cheapest.`
      : `${each}, the cheapest costs ${formatMoney(least)}/month.`;
  },
};

/*
 * Data between zones costs the same for services and functions, even if functions have no price. It is a
 * separate criterion, because as part of the total it would shrink their cost ratio and favour functions.
 */
const byData: Supplier = {
  value: (_, pattern, context) => {
    const apart = comparedCost(context.measures.cost.microservices);
    if (!apart) {
      return undefined;
    }
    const reference = referenceCost(context, apart);
    const data = pattern === 'monolith' ? 0 : apart.data;
    return supplyByCost((reference + data) / reference);
  },
  reason: (_, pattern, { measures }) => {
    const cost = measures.cost.microservices;
    if (cost.status === 'unknown') {
      return notKnown(cost.missing);
    }
    const data = comparedCost(cost)?.data ?? 0;
    return pattern !== 'monolith' && data > 0
      ? `Data between zones costs ${formatMoney(data)}/month.`
      : 'Data stays in one process.';
  },
};

/* The latency without queueing is compared with the requirement, since pools are sized for the queue. */
const byTail: Supplier = {
  value: (_, pattern, { measures }) => {
    const latency = measures.latency[pattern];
    if (latency.status === 'unknown') {
      return undefined;
    }
    const { requirement, warmSeconds, ...cold } = latency;
    if (requirement === undefined) {
      return 5;
    }
    return supplyByLatency(
      warmSeconds,
      [{ share: cold.coldStartProbability, seconds: cold.coldStartSeconds }],
      seconds => seconds / requirement,
    );
  },
  reason: (_, pattern, { measures }) => {
    const latency = measures.latency[pattern];
    if (latency.status === 'unknown') {
      return notKnown(latency.missing);
    }
    const { p99, requirement } = latency;
    return requirement === undefined
      ? `p99 ${formatSeconds(p99)}, no latency requirement.`
      : `p99 ${formatSeconds(p99)}, required ${formatSeconds(requirement)}.`;
  },
};

/*
 * The ratings describe the duration of a start. Users feel frequency times duration, relative to the required
 * latency.
 */
const byColdStart: Supplier = {
  value: (_, pattern, { measures }) => {
    const latency = measures.latency[pattern];
    if (latency.status === 'unknown') {
      return undefined;
    }
    const { coldStartProbability, coldStartSeconds, requirement } = latency;
    if (requirement === undefined) {
      return 5;
    }
    const exposure =
      (coldStartProbability * coldStartSeconds) /
      (toleratedColdShare * requirement);
    return clamp(
      5 - (4 * Math.log(1 + exposure)) / Math.log(1 + worstExposure),
    );
  },
  reason: ({ id, ratings }, pattern, { measures }) => {
    const latency = measures.latency[pattern];
    if (latency.status === 'unknown') {
      return notKnown(latency.missing);
    }
    const { reason } = requireRating(ratings, pattern, id);
    const { coldStartProbability, coldStartSeconds, requirement } = latency;
    return requirement === undefined
      ? `${reason} No latency requirement.`
      : `${reason} ${formatShare(coldStartProbability)} of requests hit a cold start of ${formatSeconds(coldStartSeconds)}.`;
  },
};

const suppliers: Readonly<Record<string, Supplier>> = {
  'cost-at-volume': byCost,
  'data-transfer': byData,
  'tail-latency': byTail,
  'cold-start': byColdStart,
  'invocation-fit': byAnswer('invocation-fit'),
  'traffic-fit': byAnswer('traffic-fit'),
  'state-fit': byAnswer('state-fit'),
  'stage-fit': byStage,
};

/** What a pattern supplies for a criterion, 1..5; undefined if unknown. */
export function rateSupply(
  criterion: ComparedCriterion<PlainPattern>,
  pattern: PlainPattern,
  context: FitContext,
): number | undefined {
  const supplier = suppliers[criterion.id] ?? byRating;
  return supplier.value(criterion, pattern, context);
}

export function supplyReason(
  criterion: ComparedCriterion<PlainPattern>,
  pattern: PlainPattern,
  context: FitContext,
): string {
  const supplier = suppliers[criterion.id] ?? byRating;
  return supplier.reason(criterion, pattern, context);
}
