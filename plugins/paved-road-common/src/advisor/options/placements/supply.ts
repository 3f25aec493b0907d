import {
  formatMoney,
  formatSeconds,
  formatCount,
  formatShare,
} from '../../quantities/format';
import { askFor } from '../../quantities/askFor';
import { logRampBetween } from '../../quantities/ramp';
import {
  immaterialCost,
  findLeast,
  supplyByCost,
  supplyByLatency,
  toleratedColdShare,
} from '../measuredSupply';
import { ComparedCriterion } from '../criterion';
import {
  Percentiles,
  PlacementMeasure,
  PossibleLatency,
  requiredPercentiles,
  selectRequired,
} from '../../quantities/languageModels/measures';
import {
  describeAwaitedPart,
  KnownTokenLoad,
  TokenLoad,
} from '../../quantities/languageModels/TokenLoad';
import { Placement, placements } from '../../profile/placements';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { Profile } from '../../profile/profile';

export interface PlacementContext {
  profile: Profile;
  assume: AssumptionSet;
  eligible: readonly Placement[];
  /** The expected load, or its missing answers. */
  known: KnownTokenLoad;
  /** The expected load, or a typical one while it is unknown. */
  load: TokenLoad;
  measures: Readonly<Record<Placement, PlacementMeasure>>;
}

/** What a placement supplies for a criterion, 1..5; undefined if unknown. */
export function ratePlacement(
  criterion: ComparedCriterion<Placement>,
  placement: Placement,
  context: PlacementContext,
): number | undefined {
  switch (criterion.id) {
    case 'model-cost':
      return costSupply(placement, context);
    case 'model-latency':
      return latencySupply(placement, context);
    case 'model-capacity':
      return capacitySupply(placement, context);
    case 'model-idle-capacity':
      return idleSupply(criterion, placement, context);
    default:
      return criterion.ratings?.[placement].value;
  }
}

/** Costs are bills and the people who operate the placement. */
function costSupply(
  placement: Placement,
  { measures, eligible, profile, assume, ...context }: PlacementContext,
) {
  const costWithPeople = (id: Placement) => {
    const measure = measures[id];
    return measure.status === 'measured'
      ? measure.monthly + measure.people
      : undefined;
  };
  const cost = costWithPeople(placement);
  if (cost === undefined) {
    return rateImpossible(context);
  }
  const immaterial = immaterialCost(profile, assume);
  const least = findLeast(placements, eligible, costWithPeople) ?? cost;
  return supplyByCost((cost + immaterial) / (least + immaterial));
}

/** A placement that cannot serve a typical load is not ruled out, but gets the lowest supply. */
function rateImpossible({ known }: Pick<PlacementContext, 'known'>) {
  return known.status === 'unknown' ? 1 : undefined;
}

function latencySupply(placement: Placement, context: PlacementContext) {
  const { load, measures, assume } = context;
  const measure = measures[placement];
  if (measure.status !== 'measured') {
    return rateImpossible(context);
  }
  if (!load.requirement) {
    return 5;
  }
  // Setups that cost about the same count together, because a small change of a price decides between them.
  let sum = 0;
  let weights = 0;
  for (const latency of measure.possibleLatencies) {
    sum += latency.weight * rateLatency(latency, load, assume);
    weights += latency.weight;
  }
  return sum / weights;
}

/**
 * The supply of a latency, 1..5, by its ratio to the requirement. Cold starts and queues count as far as one call in a
 * hundred meets them, as for patterns.
 */
function rateLatency(
  latency: PossibleLatency,
  { requirement, callsPerTask }: TokenLoad,
  assume: AssumptionSet,
): number {
  const { of, seconds, tokens } = requirement!;
  const { coldStartProbability, coldStartSeconds, queue } = latency;
  const isResponse = of === 'response' && tokens === undefined;
  const coldShare = coldStartProbability * (isResponse ? callsPerTask : 1);
  const delays = [
    { share: coldShare, seconds: coldStartSeconds },
    { share: queue?.share ?? 0, seconds: queue?.seconds ?? 0 },
  ];
  const rare =
    (queue?.p99 ?? 0) + (coldShare > toleratedColdShare ? coldStartSeconds : 0);
  const without = (percentiles: Percentiles): Percentiles => ({
    ...percentiles,
    p99: percentiles.p99 - rare,
  });
  const usual = selectRequired(
    {
      ...latency,
      firstToken: without(latency.firstToken),
      response: without(latency.response),
    },
    requirement!,
  ).p99;
  // Users who read along must not wait for words.
  const slowReading =
    of === 'first-token'
      ? assume.get('readingSpeed') / latency.tokensPerSecond.p99
      : 0;
  return supplyByLatency(usual, delays, p99 =>
    Math.max(p99 / seconds, slowReading),
  );
}

/** Use of a quota up to which nobody notices it, and from which it is the first problem. */
const easyQuota = 0.1;
const hardQuota = 10;

function capacitySupply(placement: Placement, context: PlacementContext) {
  const measure = context.measures[placement];
  return measure.status === 'measured'
    ? 5 - 4 * logRampBetween(measure.quotaUse, easyQuota, hardQuota)
    : rateImpossible(context);
}

/** Utilisation above which hardware counts as practically never idle, and below which as always idle. */
const busyUse = 0.5;
const idleUse = 0.03;

/** Rated by the cost while nobody calls, weighted by how idle the hardware is. */
function idleSupply(
  { ratings }: ComparedCriterion<Placement>,
  placement: Placement,
  { known, measures }: PlacementContext,
) {
  const rated = ratings?.[placement].value;
  const measure = measures[placement];
  const use =
    measure.status === 'measured' && known.status === 'known'
      ? measure.used
      : undefined;
  return rated === undefined || use === undefined
    ? rated
    : rated + (5 - rated) * logRampBetween(use, idleUse, busyUse);
}

export function placementReason(
  { id, ratings }: ComparedCriterion<Placement>,
  placement: Placement,
  { known, measures }: PlacementContext,
): string {
  if (ratings) {
    return ratings[placement].reason;
  }
  if (known.status === 'unknown') {
    return askFor(known.missing, 'numbers');
  }
  const measure = measures[placement];
  if (measure.status !== 'measured') {
    return 'Not possible; see the limits.';
  }
  if (id === 'model-capacity') {
    return `${formatShare(measure.quotaUse)} of the usual limit at the peak.`;
  }
  if (id === 'model-cost') {
    return `${formatMoney(measure.monthly)}/month, and ${formatMoney(measure.people)} of people who operate it.`;
  }
  const { firstToken, tokensPerSecond } = measure.latency;
  const { requirement } = known.mid;
  const required = requiredPercentiles(measure, known.mid);
  const { p50, p99 } = required ?? firstToken;
  const part =
    requirement?.of === 'response'
      ? `A ${describeAwaitedPart(requirement)}`
      : 'The first token';
  const limit = requirement
    ? `, required within ${formatSeconds(requirement.seconds)}`
    : '';
  return `${part} takes ${formatSeconds(p50)}, p99 ${formatSeconds(p99)}${limit}; ${formatCount(tokensPerSecond.p50)} tokens a second.`;
}
