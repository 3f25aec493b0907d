import { erlangC, fractionalServersFor } from '../../quantities/queueing';
import { Percentiles } from '../measures';
import { TokenLoad } from '../TokenLoad';
import {
  callSeconds,
  firstTokenSeconds,
  kvCapacity,
  ModelServer,
  Pace,
  paceOf,
  promptWait,
  stepSeconds,
  tokenCapacity,
  tokenSeconds,
} from './roofline';

/** The share of the calls that has to keep a required latency, and its distance from the mean in deviations. */
const kept = 0.99;
const deviations = 2.326;

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
  /** Tokens per second that someone who reads along needs. */
  readingSpeed: number;
}

/**
 * How much slower than alone a call may always be. Where a call alone is hardly in time, or comes too late, serving one
 * at a time on a thousand GPUs would not help.
 */
const hardlySlower = 1.25;

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
  /** Requests at a time that the memory allows. */
  readonly most: number;
  readonly #load: ServedLoad;
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
    this.pace = paceOf(server, load);
    this.aloneSeconds = callSeconds(this.pace, 1);
    this.holds = inMemory <= 1;
    this.strain = Math.max(
      inMemory,
      lateness(this.pace, 1, load, rules),
      readingLag(this.pace, 1, load, rules),
    );
  }

  /** What is required of the latency, for a call that has the server to itself, in seconds. */
  get aloneLatency(): number {
    return slowest(this.pace, 1, this.#load, this.#rules);
  }

  /** Requests at a time, as a number with a fraction. */
  get batch(): number {
    if (this.#batch === undefined) {
      const of =
        (delay: typeof lateness) =>
        (requests: number): number =>
          delay(this.pace, requests, this.#load, this.#rules);
      const [late, lagging] = [of(lateness), of(readingLag)];
      const most = [late, lagging].map(delay =>
        Math.max(1, hardlySlower * delay(1)),
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

  /** Seconds of the server that a call takes at that batch. */
  get slotSeconds(): number {
    return this.seconds / this.batch;
  }

  /** What that is at least, whatever latency is required. */
  get leastSlotSeconds(): number {
    return this.fullSeconds / this.most;
  }

  /** Seconds that a call may wait for its turn: what the requirement leaves, or as long as a call takes. */
  get waitSeconds(): number {
    const { requirement } = this.#load;
    return requirement
      ? Math.max(
          0,
          requirement.seconds -
            slowest(this.pace, this.batch, this.#load, this.#rules),
        )
      : this.fullSeconds;
  }

  /**
   * Requests at a time that a replica may have on average. Where whole responses have to be in time, that is so few
   * that it is hardly ever fuller than its batch by chance.
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

/** The latency that the requirement is about, in all but the slowest of a hundred calls, in seconds. */
function slowest(
  pace: Pace,
  requests: number,
  { requirement, callsPerTask }: ServedLoad,
  { networkSeconds }: ServingRules,
): number {
  return requirement?.of === 'response'
    ? callsPerTask * (networkSeconds + callSeconds(pace, requests)) +
        promptWait(pace, requests, kept)
    : networkSeconds + firstTokenSeconds(pace, requests, kept);
}

/** Latency over what is required of it; 0 where nothing is. */
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

/** Time between tokens over what a reader follows; 0 where nobody reads along. */
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

const isAmple = (slots: number, busy: number) =>
  slots - busy >= ampleRoom * Math.sqrt(busy);

/** What sizing aims at. */
export interface SizingRules {
  /** Share of the capacity that is used at the busy time. */
  utilisation: number;
  /** Share of the calls that may wait too long. */
  tail: number;
  /** Replicas at least. */
  least: number;
}

/**
 * Replicas that serve a rate of calls, as a number with a fraction: so many that none is fuller than it should be, and
 * that by Erlang C hardly any call waits too long until the memory has room for it.
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

/** The share of calls that waits, for a number of slots with a fraction. */
function waitingShare(slots: number, busy: number): number {
  const whole = Math.floor(slots);
  const below = erlangC(whole, busy);
  return below + (slots - whole) * (erlangC(whole + 1, busy) - below);
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
  const { pace, most, fullSeconds } = setup;
  const others = usualRequests(setup, rate / replicas);
  const usual = Math.min(most, Math.max(1, others));
  const slots = Math.max(1, most * replicas);
  const busy = rate * fullSeconds;
  const waiting = isAmple(slots, busy) ? 0 : waitingShare(slots, busy);
  const drain = slots / fullSeconds - rate;
  const at = (share: number, away: number) => {
    // A call meets as many others as there are on average, and at times more.
    const requests =
      away === 0
        ? usual
        : Math.min(most, 1 + others + away * Math.sqrt(others));
    const rest = 1 - share;
    const turn =
      waiting > rest && drain > 0 ? Math.log(waiting / rest) / drain : 0;
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

/** Rounds in which the requests of a replica and the time that they take come to agree. */
const agreeing = 3;

/**
 * Requests that a replica has at a time where calls arrive at a rate, by Little's law. The time of a call is close to a
 * straight line over the requests that share the replica, which is where it starts.
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
