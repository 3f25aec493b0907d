import { erlangC, fractionalServersFor } from '../queueing';
import { Percentiles, Queue } from './measures';
import { TokenLoad } from './TokenLoad';
import {
  callSeconds,
  firstTokenSeconds,
  kvCapacity,
  ModelServer,
  Pace,
  computePace,
  promptWait,
  stepSeconds,
  tokenCapacity,
  tokenSeconds,
} from './roofline';

/** The share of calls that must meet the required latency, and its distance from the mean in standard deviations. */
const kept = 0.99;
const deviations = 2.326;

/** The load to find a setup for. */
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

/** Limits on concurrent requests in addition to memory. */
export interface ServingRules {
  /** Round trip to the server, once a call, in seconds. */
  networkSeconds: number;
  largestBatch: number;
  /** Tokens per second that someone who reads along needs. */
  readingSpeed: number;
}

/**
 * Slowdown by batching that is always allowed, as a share of the requirement. If a single call barely meets it, serving one
 * call at a time on a thousand GPUs would not help.
 */
const hardlySlower = 0.25;

/**
 * A model server for calls of one shape. It batches as many requests as memory and latency allow, which is
 * cheapest. The batch size is computed on demand, because most servers turn out too expensive before it is
 * needed.
 */
export class ServingSetup {
  readonly pace: Pace;
  /** Seconds of a call that has the server for itself. */
  readonly aloneSeconds: number;
  /**
   * How close it is to its limits: the latency of a single request relative to the requirement, or the memory
   * of a single request relative to the capacity. Above 1 it breaks a limit.
   */
  readonly strain: number;
  /** Whether the longest call fits into memory. */
  readonly holds: boolean;
  /** Concurrent requests that fit into memory. */
  readonly most: number;
  readonly #load: ServedLoad;
  /** The pace by which latency is judged. */
  readonly #awaitedPace: Pace;
  readonly #rules: ServingRules;
  #batch?: number;
  #seconds?: number;
  #fullSeconds?: number;

  constructor(
    readonly server: ModelServer,
    load: ServedLoad,
    rules: ServingRules,
  ) {
    const { longestInputTokens, outputTokens } = load;
    const inMemory =
      (longestInputTokens + outputTokens) / tokenCapacity(server);
    this.#load = load;
    this.#rules = rules;
    this.most = Math.min(rules.largestBatch, kvCapacity(server, load));
    this.pace = computePace(server, load);
    this.#awaitedPace = awaitedPace(server, load, this.pace);
    this.aloneSeconds = callSeconds(this.pace, 1);
    this.holds = inMemory <= 1;
    this.strain = Math.max(
      inMemory,
      lateness(this.#awaitedPace, 1, load, rules),
      readingLag(this.pace, 1, load, rules),
    );
  }

  /** The required kind of latency for a call that has the server to itself, in seconds. */
  get aloneLatency(): number {
    return slowest(this.#awaitedPace, 1, this.#load, this.#rules);
  }

  /** Concurrent requests, as a fraction. */
  get batch(): number {
    if (this.#batch === undefined) {
      const late = (requests: number) =>
        lateness(this.#awaitedPace, requests, this.#load, this.#rules);
      const lagging = (requests: number) =>
        readingLag(this.pace, requests, this.#load, this.#rules);
      const most = [late, lagging].map(delay =>
        Math.max(1, delay(1) + hardlySlower * Math.max(1, delay(1))),
      );
      this.#batch = largestWithin(
        requests =>
          Math.max(late(requests) / most[0], lagging(requests) / most[1]),
        this.most,
      );
    }
    return this.#batch;
  }

  /** Seconds of a call at that batch. */
  get seconds(): number {
    this.#seconds ??= callSeconds(this.pace, this.batch);
    return this.#seconds;
  }

  /** Seconds of a call when the memory is full. */
  get fullSeconds(): number {
    this.#fullSeconds ??= callSeconds(this.pace, this.most);
    return this.#fullSeconds;
  }

  /** Server seconds per call at that batch size. */
  get slotSeconds(): number {
    return this.seconds / this.batch;
  }

  /** Lower bound of `slotSeconds`, without a latency requirement. */
  get leastSlotSeconds(): number {
    return this.fullSeconds / this.most;
  }

  /** Maximum queueing time of a call in seconds: what the latency requirement leaves, or else one call duration. */
  get waitSeconds(): number {
    const { requirement } = this.#load;
    return requirement
      ? Math.max(
          0,
          requirement.seconds -
            slowest(this.#awaitedPace, this.batch, this.#load, this.#rules),
        )
      : this.fullSeconds;
  }

  /**
   * Average concurrent requests per replica. If whole responses have a requirement, it is low enough that
   * random arrivals rarely exceed the batch.
   *
   * @param utilisation - the share of the batch that is used at most
   */
  room(utilisation: number): number {
    const { batch } = this;
    const capped = utilisation * batch;
    if (this.#load.requirement?.of !== 'response') {
      return capped;
    }
    const root = Math.sqrt(deviations * deviations + 4 * batch) - deviations;
    return Math.min(capped, (root * root) / 4);
  }
}

/**
 * The pace of calls as short as what somebody waits for. Among such calls there are more prompts to compute, so that the
 * latency does not fall with a longer output.
 */
function awaitedPace(server: ModelServer, load: ServedLoad, pace: Pace): Pace {
  const { requirement } = load;
  return requirement?.tokens === undefined
    ? pace
    : computePace(server, { ...load, outputTokens: requirement.tokens });
}

/** The p99 of the required kind of latency, in seconds. */
function slowest(
  pace: Pace,
  requests: number,
  { requirement, callsPerTask }: ServedLoad,
  { networkSeconds }: ServingRules,
): number {
  if (requirement?.tokens !== undefined) {
    return (
      networkSeconds +
      firstTokenSeconds(pace, requests, kept) +
      (requirement.tokens - 1) * tokenSeconds(pace, requests)
    );
  }
  return requirement?.of === 'response'
    ? callsPerTask * (networkSeconds + callSeconds(pace, requests)) +
        promptWait(pace, requests, kept)
    : networkSeconds + firstTokenSeconds(pace, requests, kept);
}

/** Ratio of latency to the requirement; 0 without one. */
function lateness(
  pace: Pace,
  requests: number,
  load: ServedLoad,
  rules: ServingRules,
): number {
  const { requirement } = load;
  return requirement
    ? slowest(pace, requests, load, rules) / requirement.seconds
    : 0;
}

/** Ratio of the time between tokens to reading speed; 0 if nobody reads along. */
function readingLag(
  pace: Pace,
  requests: number,
  { requirement, batch }: ServedLoad,
  { readingSpeed }: ServingRules,
): number {
  return batch || requirement?.of === 'response'
    ? 0
    : tokenSeconds(pace, requests) * readingSpeed;
}

/** Iterations of the search for the batch size, and its precision. */
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
  // The Illinois variant of regula falsi.
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

/** Spare capacity in standard deviations above which queueing is negligible. */
const ampleRoom = 6;

const isAmple = (slots: number, busy: number) =>
  slots - busy >= ampleRoom * Math.sqrt(busy);

export interface SizingRules {
  /** Share of the capacity that is used at the busy time. */
  utilisation: number;
  /** Share of the calls that may wait too long. */
  tail: number;
  /** Replicas at least. */
  least: number;
}

/**
 * Replicas needed for a call rate, as a fraction: none exceeds its target utilisation, and by Erlang C almost
 * no call queues too long.
 *
 * @param rate - calls per second
 */
export function replicasFor(
  setup: ServingSetup,
  rate: number,
  { utilisation, tail, least }: SizingRules,
): number {
  const replicas = Math.max(
    least,
    (rate * setup.seconds) / setup.room(utilisation),
  );
  const { most, fullSeconds } = setup;
  const busy = rate * fullSeconds;
  if (isAmple(replicas * most, busy)) {
    return replicas;
  }
  const { waitSeconds } = setup;
  const slots = fractionalServersFor(rate, fullSeconds, { waitSeconds, tail });
  return Math.max(replicas, slots / most);
}

/** The share of calls that queue, for a fractional number of slots. */
function waitingShare(slots: number, busy: number): number {
  const whole = Math.floor(slots);
  const below = erlangC(whole, busy);
  return below + (slots - whole) * (erlangC(whole + 1, busy) - below);
}

/** Latency of calls on a number of replicas. */
export interface ServedLatency {
  firstToken: Percentiles;
  tokensPerSecond: Percentiles;
  /** Of one request with all its calls. */
  response: Percentiles;
  queue: Queue;
}

/**
 * Percentiles on a number of replicas at a call rate. A typical call shares its replica with the average number
 * of others; the slowest share it with as many as arrive by chance.
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
  const { pace, most, fullSeconds } = setup;
  const others = usualRequests(setup, rate / replicas);
  const usual = Math.min(most, Math.max(1, others));
  const slots = Math.max(1, most * replicas);
  const busy = rate * fullSeconds;
  const waiting = isAmple(slots, busy) ? 0 : waitingShare(slots, busy);
  const drain = slots / fullSeconds - rate;
  const turnAt = (share: number) => {
    const rest = 1 - share;
    return waiting > rest && drain > 0 ? Math.log(waiting / rest) / drain : 0;
  };
  const at = (share: number, away: number) => {
    // A typical call meets the average number of others; the slowest meet more.
    const requests =
      away === 0
        ? usual
        : Math.min(most, 1 + others + away * Math.sqrt(others));
    const turn = turnAt(share);
    const prompts = promptWait(pace, usual, share);
    return {
      firstToken:
        networkSeconds +
        turn +
        stepSeconds(pace, requests) +
        pace.prefill +
        prompts,
      tokensPerSecond: 1 / tokenSeconds(pace, requests),
      response:
        callsPerTask * (networkSeconds + callSeconds(pace, requests)) +
        turn +
        prompts,
    };
  };
  const [p50, p95, p99] = [at(0.5, 0), at(0.95, 1.645), at(kept, deviations)];
  const percentiles = (of: keyof typeof p50): Percentiles => ({
    p50: p50[of],
    p95: p95[of],
    p99: p99[of],
  });
  return {
    firstToken: percentiles('firstToken'),
    tokensPerSecond: percentiles('tokensPerSecond'),
    response: percentiles('response'),
    queue: {
      share: waiting,
      seconds: drain > 0 ? Math.max(1 / drain, turnAt(kept)) : 0,
      p99: turnAt(kept),
    },
  };
}

/** Iterations until concurrency and call duration agree. */
const agreeing = 3;

/**
 * Concurrent requests on a replica at a call rate, by Little's law. Call duration is almost linear in
 * concurrency, which provides the initial value.
 */
function usualRequests(
  { pace, aloneSeconds, batch, seconds, most }: ServingSetup,
  rate: number,
): number {
  const slope = batch > 1 ? (seconds - aloneSeconds) / (batch - 1) : 0;
  const rest = 1 - rate * slope;
  let requests =
    rest <= 0 ? most : Math.max(0, rate * (aloneSeconds - slope)) / rest;
  for (let round = 0; round < agreeing; round++) {
    const sharing = Math.min(most, Math.max(1, requests));
    requests = Math.min(most, rate * callSeconds(pace, sharing));
  }
  return requests;
}

/** Price factor for a setup at its limits. */
const edge = 8;

const littleHeadroom = 0.5;

/**
 * Price factor by strain: 1 with enough headroom, and higher near the limits of memory or latency, so that the
 * next larger setup takes over before a limit breaks, because prompt lengths vary. It depends on nothing but the strain, so
 * that longer prompts never cost less. Keeps costs continuous.
 */
export function strainFactor(strain: number): number {
  if (strain <= littleHeadroom) {
    return 1;
  }
  return strain >= 1
    ? Infinity
    : Math.exp(
        (Math.log(edge) * Math.log(strain / littleHeadroom)) /
          -Math.log(littleHeadroom),
      );
}
