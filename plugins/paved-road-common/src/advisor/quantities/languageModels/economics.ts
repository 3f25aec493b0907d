import { costCurve, findCrossing } from '../costCurve';
import { Range, rangeAround } from '../range';
import { PlacementMeasure, requiredPercentiles } from './measures';
import { perOption } from '../../profile/perOption';
import { Placement, placements } from '../../profile/placements';
import { PlacementMeasurer } from './measurePlacement';
import { PlacementCost, PlacementLatency, PlacementCosts } from './schemas';
import { KnownTokenLoad, TokenLoad, tokensPerMonth } from './TokenLoad';

type Known = Extract<KnownTokenLoad, { status: 'known' }>;

/** Costs of all placements in tokens: at the expected volume, over the volume, and where own GPUs break even. */
export function estimatePlacementCosts(
  load: KnownTokenLoad,
  measure: PlacementMeasurer,
): PlacementCosts {
  if (load.status === 'unknown') {
    const { missing } = load;
    return {
      perPlacement: perOption(placements, () => ({
        status: 'unknown',
        missing,
      })),
      curve: [],
    };
  }
  const breakEven = findBreakEvenFields(load.mid, measure);
  const today = Math.max(1, tokensPerMonth(load.mid));
  const curve = costCurve(
    placements,
    [today, breakEven?.breakEvenTokensPerMonth],
    (placement, tokens) => {
      const mid = measure(placement, atTokens(load.mid, tokens));
      const factor = tokens / today;
      return mid.status === 'measured'
        ? toCostRange(placement, mid, load, measure, factor)
        : undefined;
    },
  );
  return {
    perPlacement: perOption(placements, id =>
      estimatePlacementCost(id, load, measure),
    ),
    ...breakEven,
    curve: curve.map(({ volume, monthly }) => ({
      tokensPerMonth: volume,
      monthly,
    })),
  };
}

function estimatePlacementCost(
  placement: Placement,
  load: Known,
  measure: PlacementMeasurer,
): PlacementCost {
  const mid = measure(placement, load.mid);
  if (mid.status === 'impossible') {
    return { status: 'impossible' };
  }
  return {
    status: 'estimated',
    monthly: toCostRange(placement, mid, load, measure),
    parts: mid.parts,
    setup: mid.setup,
    ...(mid.alternatives && { alternatives: mid.alternatives }),
  };
}

type Measured = Extract<PlacementMeasure, { status: 'measured' }>;

/**
 * The cost with both ends of the uncertainty in load, throughput and model. Lower throughput is equivalent to a higher
 * load.
 *
 * @param factor - the volume, compared to the known load
 */
function toCostRange(
  placement: Placement,
  mid: Measured,
  { low, high }: Known,
  measure: PlacementMeasurer,
  factor = 1,
): Range {
  const { spread } = mid.setup;
  const at = (end: TokenLoad, ratio: number): Measured => {
    const requestsPerMonth = end.requestsPerMonth * factor * ratio;
    const found = measure(placement, { ...end, requestsPerMonth });
    return found.status === 'measured' ? found : mid;
  };
  const least = at(low, 1 / spread);
  const most = at(high, spread);
  return rangeAround(
    Math.min(least.monthly, least.alternatives?.[0]?.monthly ?? Infinity),
    mid.monthly,
    Math.max(most.monthly, most.alternatives?.at(-1)?.monthly ?? 0),
  );
}

function atTokens(load: TokenLoad, tokens: number): TokenLoad {
  const perRequest = load.callsPerTask * (load.inputTokens + load.outputTokens);
  return { ...load, requestsPerMonth: tokens / perRequest };
}

const leastTokens = 1;
const mostTokens = 1e16;

const sumPartCost = ({ parts }: Measured, id: string) =>
  parts.reduce((sum, part) => sum + (part.id === id ? part.monthly : 0), 0);

/** The last crossing of the curves of a hosted API and own GPUs, by bisection; absent if they do not cross. */
function findBreakEvenFields(
  load: TokenLoad,
  measure: PlacementMeasurer,
):
  | Pick<PlacementCosts, 'breakEvenTokensPerMonth' | 'breakEvenUtilisation'>
  | undefined {
  // Uses the price per token, because a rate limit, which can be raised, must not hide the cost beyond it.
  const few = measure('hosted-api', atTokens(load, leastTokens));
  if (few.status === 'impossible') {
    return undefined;
  }
  const perToken = sumPartCost(few, 'tokens') / leastTokens;
  const isDear = (tokens: number) => {
    const own = measure('own-gpu', atTokens(load, tokens));
    return (
      own.status === 'measured' && perToken * tokens > sumPartCost(own, 'gpus')
    );
  };
  const found = findCrossing(leastTokens, mostTokens, isDear);
  if (found === mostTokens) {
    return undefined;
  }
  const own = measure('own-gpu', atTokens(load, found));
  const utilisation =
    own.status === 'measured' ? own.setup.utilisation : undefined;
  return {
    breakEvenTokensPerMonth: found,
    ...(utilisation !== undefined && { breakEvenUtilisation: utilisation }),
  };
}

export function toLatencyEstimate(
  placement: Placement,
  load: KnownTokenLoad,
  measures: Readonly<Record<Placement, PlacementMeasure>> | undefined,
): PlacementLatency {
  if (load.status === 'unknown' || !measures) {
    return {
      status: 'unknown',
      missing: load.status === 'unknown' ? load.missing : [],
    };
  }
  const measure = measures[placement];
  if (measure.status === 'impossible') {
    return { status: 'impossible' };
  }
  const { requirement } = load.mid;
  const required = requiredPercentiles(measure, load.mid);
  return {
    status: 'estimated',
    ...measure.latency,
    ...(requirement &&
      required && {
        requirement,
        compared: required,
        meetsRequirement: required.p95 <= requirement.seconds,
      }),
  };
}
