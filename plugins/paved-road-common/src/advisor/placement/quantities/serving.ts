import { erlangC, fractionalServersFor } from '../../quantities/queueing';
import { Percentiles } from '../measures';
import { LatencyRequirement, TokenLoad } from '../TokenLoad';
import {
  callSeconds,
  firstTokenSeconds,
  kvCapacity,
  ModelServer,
  Pace,
  paceOf,
  tokenSeconds,
} from './roofline';

/** A model server for calls of one shape, at the largest batch that memory and latency allow. */
export interface ServingSetup {
  server: ModelServer;
  pace: Pace;
  /** Requests at a time, as a number with a fraction. */
  batch: number;
  /** Seconds of a call at that batch. */
  seconds: number;
  /** Seconds that a call may wait for its turn; undefined where no latency is required. */
  waitSeconds?: number;
  /**
   * How close it is to what is possible: the latency of a single request over the required one, or one request over
   * those that the memory holds. Above 1, the latency is missed.
   */
  strain: number;
}

/** The share of the calls that has to keep a required latency. */
const kept = 0.99;

type ServedLoad = Pick<
  TokenLoad,
  | 'inputTokens'
  | 'longestInputTokens'
  | 'outputTokens'
  | 'reusedPrefix'
  | 'callsPerTask'
  | 'requirement'
>;

/**
 * @param networkSeconds - round trip to the server, once a call
 * @returns undefined if the memory does not hold one request
 */
export function servingSetup(
  server: ModelServer,
  load: ServedLoad,
  networkSeconds: number,
  largestBatch: number,
): ServingSetup | undefined {
  const { longestInputTokens, requirement } = load;
  const longest = kvCapacity(server, {
    ...load,
    inputTokens: longestInputTokens,
  });
  if (longest < 1) {
    return undefined;
  }
  const pace = paceOf(server, load);
  const most = Math.min(largestBatch, kvCapacity(server, load));
  if (!requirement) {
    return {
      server,
      pace,
      batch: most,
      seconds: callSeconds(pace, most),
      strain: 1 / longest,
    };
  }
  const slowest = slowestOf(pace, load, requirement, networkSeconds);
  const batch = largestWithin(slowest, requirement.seconds, most);
  return {
    server,
    pace,
    batch,
    seconds: callSeconds(pace, batch),
    waitSeconds: Math.max(0, requirement.seconds - slowest(batch)),
    strain: Math.max(1 / longest, slowest(1) / requirement.seconds),
  };
}

/** The latency that a requirement is about, by the requests at a time, in all but the slowest of a hundred calls. */
function slowestOf(
  pace: Pace,
  { callsPerTask }: Pick<TokenLoad, 'callsPerTask'>,
  { of }: LatencyRequirement,
  networkSeconds: number,
): (requests: number) => number {
  return of === 'first-token'
    ? requests => networkSeconds + firstTokenSeconds(pace, requests, kept)
    : requests =>
        callsPerTask * (networkSeconds + callSeconds(pace, requests)) +
        firstTokenSeconds(pace, requests, kept) -
        firstTokenSeconds(pace, requests, 0);
}

/** Halvings of the interval in which the batch is looked for, on top of a straight line through its ends. */
const rounds = 12;

/** The largest number from 1 to `most` at which a growing function stays within a limit; 1 if it never does. */
function largestWithin(
  of: (requests: number) => number,
  limit: number,
  most: number,
): number {
  let high = { at: most, over: of(most) - limit };
  if (high.over <= 0) {
    return most;
  }
  let low = { at: 1, over: of(1) - limit };
  if (low.over >= 0) {
    return 1;
  }
  // By the Illinois method, which halves the weight of an end that stays.
  for (let round = 0; round < rounds; round++) {
    const at =
      (low.at * high.over - high.at * low.over) / (high.over - low.over);
    const over = of(at) - limit;
    if (over > 0) {
      high = { at, over };
      low.over /= 2;
    } else {
      low = { at, over };
      high.over /= 2;
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
  { batch, seconds, waitSeconds = seconds }: ServingSetup,
  rate: number,
  { utilisation, tail }: SizingRules,
): number {
  const busy = rate * seconds;
  const slots = busy / utilisation;
  if (slots - busy >= ampleRoom * Math.sqrt(busy)) {
    return slots / batch;
  }
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
  { pace, batch, seconds }: ServingSetup,
  replicas: number,
  rate: number,
  callsPerTask: number,
  networkSeconds: number,
): ServedLatency {
  const usual = usualRequests(pace, batch, rate / replicas);
  const slots = batch * replicas;
  const busy = rate * seconds;
  const waiting =
    slots - busy >= ampleRoom * Math.sqrt(busy)
      ? 0
      : erlangC(Math.max(1, Math.floor(slots)), busy);
  const drain = slots / seconds - rate;
  const at = (share: number, deviations: number) => {
    const requests = Math.min(batch, usual + deviations * Math.sqrt(usual));
    const rest = 1 - share;
    const turn = waiting > rest ? Math.log(waiting / rest) / drain : 0;
    const first = firstTokenSeconds(pace, requests, share);
    const extra = first - firstTokenSeconds(pace, requests, 0);
    return {
      firstToken: networkSeconds + turn + first,
      tokensPerSecond: 1 / tokenSeconds(pace, requests),
      response:
        callsPerTask * (networkSeconds + callSeconds(pace, requests)) +
        turn +
        extra,
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
function usualRequests(pace: Pace, batch: number, rate: number): number {
  const alone = callSeconds(pace, 1);
  const slope =
    batch > 1 ? (callSeconds(pace, batch) - alone) / (batch - 1) : 0;
  const rest = 1 - rate * slope;
  return rest <= 0
    ? batch
    : Math.min(batch, Math.max(1, (rate * (alone - slope)) / rest));
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
