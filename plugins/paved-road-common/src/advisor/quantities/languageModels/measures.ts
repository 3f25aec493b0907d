import { TokenLoad } from './TokenLoad';
import { CostPart } from '../costParts';
import { PlacementSetup } from './schemas';

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** How fast a language model answers, in seconds. */
export interface ModelLatency {
  /** Until the first token of a call. */
  firstToken: Percentiles;
  /** Output tokens per second that one caller sees; `p99` is the slowest of a hundred. */
  tokensPerSecond: Percentiles;
  /** Until all calls of a request have ended. */
  response: Percentiles;
  /** Share of the calls that meet a cold start, 0..1. */
  coldStartProbability: number;
  coldStartSeconds: number;
}

/** How calls wait for a free place on a server. */
export interface Queue {
  /** Share of the calls that wait, 0..1. */
  share: number;
  /** How long a call waits that does: on average, or the p99 of all calls where that is longer. */
  seconds: number;
  /** What the p99 of the latency contains. */
  p99: number;
}

/** The latency of one setup that a team might run. */
export interface PossibleLatency extends ModelLatency {
  /** The waits for a free place on a server, which the percentiles contain; absent where a provider queues. */
  queue?: Queue;
  /** How much it counts beside the others, 0..1. */
  weight: number;
}

/** A limit of a placement that the load does not keep. */
export interface PlacementLimit {
  id:
    | 'context-window'
    | 'rate-limit'
    | 'gpu-memory'
    | 'cpu-memory'
    | 'latency'
    | 'no-such-model';
  /** The profile field that meets the limit, e.g. `llm.inputTokens`. */
  field: string;
  value: number | string;
  limit: number | string;
  unit?: string;
  source: string;
  /** What is compared, to begin a sentence: "Input and output of a call". */
  what: string;
  liftedBy: string[];
}

/** What a placement costs a month for a load, and how fast it answers. */
export type PlacementMeasure =
  | {
      status: 'measured';
      /** USD of bills; the sum of the parts. */
      monthly: number;
      /** USD of the people who operate it, which no bill shows. */
      people: number;
      parts: CostPart[];
      setup: PlacementSetup;
      latency: ModelLatency;
      /** The latencies of the setups that cost about the same, the cheapest first. */
      possibleLatencies: PossibleLatency[];
      /** Share of the cost of hardware that serves calls, 0..1; the rest is idle. Absent where no hardware is paid. */
      used?: number;
      /** Peak use of what a provider grants without a separate contract, as a ratio. */
      quotaUse: number;
      /** Other models of the same quality, cheapest first. */
      alternatives?: { model: string; monthly: number }[];
    }
  | { status: 'impossible'; limits: PlacementLimit[] };

/** The percentiles that the requirement applies to: first token, short label or whole response. */
export function requiredPercentiles(
  measure: PlacementMeasure | undefined,
  load: TokenLoad,
): Percentiles | undefined {
  return measure?.status === 'measured' && load.requirement
    ? selectRequired(measure.latency, load.requirement)
    : undefined;
}

/** @see requiredPercentiles */
export function selectRequired(
  {
    firstToken,
    response,
    tokensPerSecond,
  }: Pick<ModelLatency, 'firstToken' | 'response' | 'tokensPerSecond'>,
  { of, tokens }: NonNullable<TokenLoad['requirement']>,
): Percentiles {
  if (tokens === undefined) {
    return of === 'first-token' ? firstToken : response;
  }
  const median = firstToken.p50 + (tokens - 1) / tokensPerSecond.p50;
  // Waits for the first token and slow output hardly ever coincide, so their distances add up as independent ones do.
  const labelAt = (share: keyof Percentiles) =>
    median +
    Math.hypot(
      firstToken[share] - firstToken.p50,
      (tokens - 1) * (1 / tokensPerSecond[share] - 1 / tokensPerSecond.p50),
    );
  return { p50: labelAt('p50'), p95: labelAt('p95'), p99: labelAt('p99') };
}
