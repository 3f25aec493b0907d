import {
  formatMoney,
  formatSeconds,
  formatCount,
  formatShare,
} from '../../quantities/format';
import { askFor } from '../../quantities/askFor';
import { logRampAround, logRampBetween } from '../../quantities/ramp';
import {
  immaterialCost,
  shortBy,
  toleratedColdShare,
} from '../patterns/supply';
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
/** The data that placements are compared by. */
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

/** Ratio to the required latency at which the supply reaches its minimum. */
const worstLatencyRatio = 10;

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

/** The lowest monthly cost of the eligible placements, with the people who operate them; undefined if none is known. */
function leastCost({
  eligible,
  measures,
}: PlacementContext): number | undefined {
  let least: number | undefined;
  for (const placement of eligible.length > 0 ? eligible : placements) {
    const measure = measures[placement];
    if (measure.status === 'measured') {
      const cost = measure.monthly + measure.people;
      least = Math.min(least ?? cost, cost);
    }
  }
  return least;
}

/** Costs are compared as for patterns: as a ratio, after adding an amount that is immaterial compared to the team. */
function costSupply(placement: Placement, context: PlacementContext) {
  const measure = context.measures[placement];
  if (measure.status !== 'measured') {
    return rateImpossible(context);
  }
  const immaterial = immaterialCost(context.profile, context.assume);
  const cost = measure.monthly + measure.people;
  const least = leastCost(context) ?? cost;
  return 5 - 4 * shortBy((cost + immaterial) / (least + immaterial));
}

/** A placement that cannot serve a typical load is not ruled out, but gets the lowest supply. */
function rateImpossible({ known }: PlacementContext) {
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
  const at = (p99: number) => {
    const over = Math.log(Math.max(1, p99 / seconds, slowReading));
    return Math.max(1, 5 - (4 * over) / Math.log(worstLatencyRatio));
  };
  const best = at(usual);
  const losses = delays.map(
    delay =>
      logRampAround(delay.share, toleratedColdShare) *
      (best - at(usual + delay.seconds)),
  );
  return Math.max(
    1,
    losses.reduce((rest, loss) => rest - loss, best),
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

/** The reason for that supply, in one line. */
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
