import { logRampBetween } from './ramp';
import { AssumptionSet } from './AssumptionSet';
import { Load, monthSeconds } from './load';
import { PlatformModel } from './platforms';
import { erlangB } from './queueing';
import { Workload } from './workload';

/** A pool of functions larger than this meets a burst as a stream would. */
const largePool = 1e5;

/**
 * The share of requests that hit a cold start on an instance that scales to zero: the probability that no
 * request arrived within the keep-alive.
 *
 * @param rate - requests per second
 * @param keepAliveSeconds - how long an idle instance stays warm
 */
export function idleColdProbability(
  rate: number,
  keepAliveSeconds: number,
): number {
  return Math.exp(-rate * keepAliveSeconds);
}

/** The share of a burst that finds no warm instance, 0..1. */
function burstColdProbability(load: Load, inferenceSeconds: number): number {
  const warm = Math.max(1, load.meanRate * inferenceSeconds);
  const offered = load.peakRate * inferenceSeconds;
  if (warm > largePool) {
    return Math.max(0, 1 - warm / offered);
  }
  const below = Math.floor(warm);
  const along = warm - below;
  return (
    (1 - along) * erlangB(below, offered) +
    (along > 0 ? along * erlangB(below + 1, offered) : 0)
  );
}

/** The share of requests to a function that meet a cold start, 0..1. */
export function functionColdProbability(
  load: Load,
  inferenceSeconds: number,
  platform: PlatformModel,
  assume: AssumptionSet,
): number {
  if (!platform.keepAlive) {
    return assume.get('alwaysOnColdShare');
  }
  const idle = idleColdProbability(
    load.quietRate,
    assume.get(platform.keepAlive),
  );
  const { burstShare } = load;
  return (
    (1 - burstShare) * idle +
    burstShare * Math.max(idle, burstColdProbability(load, inferenceSeconds))
  );
}

/**
 * Billed cold starts per month. Cold starts after idle times peak at one call per keep-alive; above that rate
 * the maximum is still billed, so that more calls never cost less.
 */
export function coldStartsPerMonth(
  load: Load,
  inferenceSeconds: number,
  platform: PlatformModel,
  assume: AssumptionSet,
): number {
  if (!platform.keepAlive) {
    return 0;
  }
  const keepAlive = assume.get(platform.keepAlive);
  const rate = Math.min(load.quietRate, 1 / keepAlive);
  return (
    monthSeconds * rate * idleColdProbability(rate, keepAlive) +
    load.requestsPerMonth *
      load.burstShare *
      burstColdProbability(load, inferenceSeconds)
  );
}

/** A requirement under which a person waits for the answer, in seconds. */
const waited = 1;

/**
 * The share of function capacity kept warm, 0..1: all of it if a start takes clearly longer than the
 * requirement, none if it fits. In between, the share is interpolated.
 */
export function warmShare(
  { requirement, inferenceSeconds, coldSeconds }: Workload,
  { pricing }: PlatformModel,
  assume: AssumptionSet,
): number {
  if (
    requirement === undefined ||
    requirement > waited ||
    pricing.kind !== 'per-use' ||
    !pricing.warm
  ) {
    return 0;
  }
  const cold = assume.get('platformOverhead') + inferenceSeconds + coldSeconds;
  return logRampBetween(cold, requirement / 2, requirement * 2);
}
