import { erlangC, fractionalServersFor } from '../../quantities/queueing';
import { Percentiles } from '../measures';
import { TokenLoad } from '../TokenLoad';
import {
  callSeconds,
  firstTokenSeconds,
  ModelServer,
  Pace,
  paceOf,
  promptWait,
  tokenCapacity,
  tokenSeconds,
} from './roofline';

/** The share of the calls that has to keep a required latency. */
const kept = 0.99;

/** What a setup is looked for. */
export type ServedLoad = Pick<
  TokenLoad,
  | 'inputTokens'
  | 'longestInputTokens'
  | 'outputTokens'
  | 'reusedPrefix'
  | 'callsPerTask'
  | 'requirement'
  | 'batch'
>;

/** What limits the requests at a time beside the memory. */
export interface ServingRules {
  /** Round trip to the server, once a call, in seconds. */
  networkSeconds: number;
  largestBatch: number;
  /** Tokens per second that who reads along has to get at least. */
  readingSpeed: number;
}

/**
 * A model server for calls of one shape. It takes as many requests at a time as memory and latency allow, which is
 * the cheapest; how many is computed when it is asked for, since most servers turn out too dear before.
 */
export class ServingSetup {
  readonly pace: Pace;
  /** Seconds of a call that has the server for itself. */
  readonly aloneSeconds: number;
  /**
   * How close it is to what is possible: the latency of a single request over the required one, or one request over
   * those that the memory holds. Above 1, it does not hold one, or misses the latency.
   */
  readonly strain: number;
  /** Whether the memory holds the longest call. */
  readonly holds: boolean;
  readonly #load: ServedLoad;
  readonly #rules: ServingRules;
  /** Requests at a time that the memory allows. */
  readonly #most: number;
  #batch?: { requests: number; seconds: number };
  #leastSlotSeconds?: number;

  constructor(
    readonly server: ModelServer,
    load: ServedLoad,
    rules: ServingRules,
  ) {
    const { inputTokens, longestInputTokens, outputTokens } = load;
    const capacity = tokenCapacity(server);
    const inMemory = (longestInputTokens + outputTokens) / capacity;
    this.#load = load;
    this.#rules = rules;
    this.#most = Math.min(
      rules.largestBatch,
      capacity / (inputTokens + outputTokens),
    );
    this.pace = paceOf(server, load);
    this.aloneSeconds = callSeconds(this.pace, 1);
    this.holds = inMemory <= 1;
    this.strain = Math.max(inMemory, this.#slowness(1));
  }

  /** Requests at a time, as a number with a fraction. */
  get batch(): number {
    return this.#atBatch().requests;
  }

  /** Seconds of a call at that batch. */
  get seconds(): number {
    return this.#atBatch().seconds;
  }

  /** Seconds of the server that a call takes at that batch. */
  get slotSeconds(): number {
    return this.seconds / this.batch;
  }

  /** What that is at least, whatever latency is required. */
  get leastSlotSeconds(): number {
    this.#leastSlotSeconds ??= callSeconds(this.pace, this.#most) / this.#most;
    return this.#leastSlotSeconds;
  }

  /** Seconds that a call may wait for its turn: what the requirement leaves, or as long as a call takes. */
  get waitSeconds(): number {
    const { requirement } = this.#load;
    return requirement
      ? Math.max(0, requirement.seconds - this.#slowest(this.batch))
      : this.seconds;
  }

  #atBatch() {
    if (!this.#batch) {
      const requests = largestWithin(
        count => this.#slowness(count),
        this.#most,
      );
      this.#batch = { requests, seconds: callSeconds(this.pace, requests) };
    }
    return this.#batch;
  }

  /** The latency that the requirement is about, in all but the slowest of a hundred calls, in seconds. */
  #slowest(requests: number): number {
    const { requirement, callsPerTask } = this.#load;
    const { networkSeconds } = this.#rules;
    return requirement?.of === 'response'
      ? callsPerTask * (networkSeconds + callSeconds(this.pace, requests)) +
          promptWait(this.pace, requests, kept)
      : networkSeconds + firstTokenSeconds(this.pace, requests, kept);
  }

  /** Latency over what is required of it. */
  #slowness(requests: number): number {
    const { requirement, batch } = this.#load;
    const late = requirement
      ? this.#slowest(requests) / requirement.seconds
      : 0;
    return batch || requirement?.of === 'response'
      ? late
      : Math.max(
          late,
          tokenSeconds(this.pace, requests) * this.#rules.readingSpeed,
        );
  }
}

/** Rounds in which the batch is looked for, and how close is close enough. */
const rounds = 20;
const closeEnough = 1e-9;

/** The largest number from 1 to `most` at which a growing function stays within 1; 1 if it never does. */
function largestWithin(of: (requests: number) => number, most: number): number {
  if (most <= 1) {
    return most;
  }
  let high = { at: most, over: of(most) - 1 };
  if (high.over <= 0) {
    return most;
  }
  let low = { at: 1, over: of(1) - 1 };
  if (low.over >= 0) {
    return 1;
  }
  // By the Illinois method: a straight line through both ends, with the weight of an end halved that stays.
  for (let round = 0; round < rounds; round++) {
    const at =
      (low.at * high.over - high.at * low.over) / (high.over - low.over);
    const over = of(at) - 1;
    if (Math.abs(over) < closeEnough) {
      return at;
    }
    if (over > 0) {
      high = { at, over };
      low = { at: low.at, over: low.over / 2 };
    } else {
      low = { at, over };
      high = { at: high.at, over: high.over / 2 };
    }
  }
  return low.at;
}

/** Standard deviations of spare room from which on waiting is out of the question. */
const ampleRoom = 6;

/** What sizing aims at. */
export interface SizingRules {
  /** Share of the capacity that is used at the busy time. */
  utilisation: number;
  /** Share of the calls that may wait too long. */
  tail: number;
}

/**
 * Replicas that serve a rate of calls, as a number with a fraction: none is used beyond its cap, and by Erlang C
 * hardly any call waits longer than it may.
 *
 * @param rate - calls per second
 */
export function replicasFor(
  setup: ServingSetup,
  rate: number,
  { utilisation, tail }: SizingRules,
): number {
  const { batch, seconds } = setup;
  const busy = rate * seconds;
  const slots = busy / utilisation;
  if (slots - busy >= ampleRoom * Math.sqrt(busy)) {
    return slots / batch;
  }
  const { waitSeconds } = setup;
  return (
    Math.max(
      slots,
      fractionalServersFor(rate, seconds, { waitSeconds, tail }),
    ) / batch
  );
}

/** How calls fare on a number of replicas. */
export interface ServedLatency {
  firstToken: Percentiles;
  tokensPerSecond: Percentiles;
  /** Of one request with all its calls. */
  response: Percentiles;
}

/**
 * Percentiles on a number of replicas at a rate of calls. Most calls share a replica with as many others as the rate
 * brings; the slowest of a hundred meet it as full as it gets by chance.
 *
 * @param rate - calls per second at the peak
 */
export function servedLatency(
  setup: ServingSetup,
  replicas: number,
  rate: number,
  callsPerTask: number,
  networkSeconds: number,
): ServedLatency {
  const { pace, batch, seconds } = setup;
  const usual = usualRequests(setup, rate / replicas);
  const slots = Math.max(1, batch * replicas);
  const busy = rate * seconds;
  const waiting =
    slots - busy >= ampleRoom * Math.sqrt(busy)
      ? 0
      : erlangC(Math.floor(slots), busy);
  const drain = slots / seconds - rate;
  const at = (share: number, deviations: number) => {
    const requests = Math.min(batch, usual + deviations * Math.sqrt(usual));
    const rest = 1 - share;
    const turn = waiting > rest ? Math.log(waiting / rest) / drain : 0;
    return {
      firstToken:
        networkSeconds + turn + firstTokenSeconds(pace, requests, share),
      tokensPerSecond: 1 / tokenSeconds(pace, requests),
      response:
        callsPerTask * (networkSeconds + callSeconds(pace, requests)) +
        turn +
        promptWait(pace, requests, share),
    };
  };
  const [p50, p95, p99] = [at(0.5, 0), at(0.95, 1.645), at(0.99, 2.326)];
  const percentiles = (of: keyof ServedLatency): Percentiles => ({
    p50: p50[of],
    p95: p95[of],
    p99: p99[of],
  });
  return {
    firstToken: percentiles('firstToken'),
    tokensPerSecond: percentiles('tokensPerSecond'),
    response: percentiles('response'),
  };
}

/**
 * Requests that a replica has at a time where calls arrive at a rate, by Little's law: the time of a call is close to
 * a straight line over the requests that share the replica.
 */
function usualRequests(
  { aloneSeconds, batch, seconds }: ServingSetup,
  rate: number,
): number {
  const slope = batch > 1 ? (seconds - aloneSeconds) / (batch - 1) : 0;
  const rest = 1 - rate * slope;
  return rest <= 0
    ? batch
    : Math.min(batch, Math.max(1, (rate * (aloneSeconds - slope)) / rest));
}

/** How much dearer a setup at the edge of what it can do is taken to be. */
const edge = 8;

/**
 * How much dearer than its price a setup is taken to be: 1 with room to spare, more towards the edge of memory or
 * latency, where the next larger one has to take over before it breaks, since prompts scatter around the mean. Nothing
 * is added to the one with the most room. Keeps costs free of steps.
 *
 * @param least - the least strain of all setups
 */
export function strainFactor(strain: number, least: number): number {
  const from = Math.max(0.5, least);
  if (strain <= from) {
    return 1;
  }
  return strain >= 1
    ? Infinity
    : Math.exp((Math.log(edge) * Math.log(strain / from)) / -Math.log(from));
}
