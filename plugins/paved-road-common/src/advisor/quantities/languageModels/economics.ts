import { power } from '../costCurve';
import { Range } from '../range';
import { PlacementMeasure, requiredPercentiles } from './measures';
import { perPlacement, Placement, placements } from '../../profile/placements';
import { PlacementMeasurer } from './measurePlacement';
import {
  PlacementCost,
  PlacementCostPoint,
  PlacementLatency,
  PlacementCosts,
} from './schemas';
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
      perPlacement: perPlacement(() => ({ status: 'unknown', missing })),
      curve: [],
    };
  }
  const breakEven = findBreakEvenFields(load.mid, measure);
  return {
    perPlacement: perPlacement(id => estimatePlacementCost(id, load, measure)),
    ...breakEven,
    curve: computeCostCurve(load, breakEven?.breakEvenTokensPerMonth, measure),
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
    monthly: toCostRange(mid, ends(placement, load, mid, measure)),
    parts: mid.parts,
    setup: mid.setup,
    ...(mid.alternatives && { alternatives: mid.alternatives }),
  };
}

type Measured = Extract<PlacementMeasure, { status: 'measured' }>;

/** Both ends of the uncertainty in load and throughput. Lower throughput is equivalent to a higher load. */
function ends(
  placement: Placement,
  { low, high }: Pick<Known, 'low' | 'high'>,
  { setup: { spread } }: Measured,
  measure: PlacementMeasurer,
): PlacementMeasure[] {
  return [
    measure(placement, scaled(low, 1 / spread)),
    measure(placement, scaled(high, spread)),
  ];
}

function scaled(load: TokenLoad, factor: number): TokenLoad {
  return { ...load, requestsPerMonth: load.requestsPerMonth * factor };
}

/** The range takes in which model it will be, too. */
function toCostRange(mid: Measured, [low, high]: PlacementMeasure[]): Range {
  const least = low.status === 'measured' ? low : mid;
  const most = high.status === 'measured' ? high : mid;
  const cheapest = least.alternatives?.[0]?.monthly ?? least.monthly;
  const dearest =
    most.alternatives?.[most.alternatives.length - 1]?.monthly ?? most.monthly;
  return {
    low: Math.min(cheapest, least.monthly, mid.monthly),
    mid: mid.monthly,
    high: Math.max(dearest, most.monthly, mid.monthly),
  };
}

/** The load at another volume of tokens. */
function atTokens(load: TokenLoad, tokens: number): TokenLoad {
  const perRequest = load.callsPerTask * (load.inputTokens + load.outputTokens);
  return { ...load, requestsPerMonth: tokens / perRequest };
}

const pointsPerDecade = 4;
const leastDecades = 4;

/** From a decade below today's volume and the break-even to a decade above them, and over four decades at least. */
function computeCostCurve(
  load: Known,
  breakEven: number | undefined,
  measure: PlacementMeasurer,
): PlacementCostPoint[] {
  const today = Math.max(1, tokensPerMonth(load.mid));
  const marks = breakEven === undefined ? [today] : [today, breakEven];
  let from = Math.max(0, Math.floor(Math.log10(Math.min(...marks))) - 1);
  let to = Math.ceil(Math.log10(Math.max(...marks))) + 1;
  while (to - from < leastDecades) {
    from = Math.max(0, from - 1);
    to += 1;
  }
  return Array.from(
    { length: (to - from) * pointsPerDecade + 1 },
    (_, step) => {
      const tokens = power(10, from + step / pointsPerDecade);
      const factor = tokens / today;
      const monthly: PlacementCostPoint['monthly'] = {};
      for (const placement of placements) {
        const mid = measure(placement, atTokens(load.mid, tokens));
        if (mid.status === 'measured') {
          monthly[placement] = toCostRange(
            mid,
            ends(
              placement,
              {
                low: scaled(load.low, factor),
                high: scaled(load.high, factor),
              },
              mid,
              measure,
            ),
          );
        }
      }
      return { tokensPerMonth: tokens, monthly };
    },
  );
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
  const premium = (tokens: number) => {
    const own = measure('own-gpu', atTokens(load, tokens));
    return own.status === 'measured'
      ? perToken * tokens - sumPartCost(own, 'gpus')
      : undefined;
  };
  let [cheap, dear] = [leastTokens, mostTokens];
  let found: number | undefined;
  for (let step = 0; step < 64 && dear / cheap > 1 + 1e-9; step++) {
    const middle = Math.sqrt(cheap * dear);
    const more = premium(middle);
    if (more === undefined || more > 0) {
      dear = middle;
      found = more === undefined ? found : middle;
    } else {
      cheap = middle;
    }
  }
  if (found === undefined) {
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

/** The latency of a placement, with the requirement. */
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
