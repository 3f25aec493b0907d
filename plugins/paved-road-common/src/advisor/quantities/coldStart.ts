import { AssumptionSet } from './AssumptionSet';
import { Load } from './load';
import { PlatformModel } from './platforms';
import { erlangB } from './queueing';

/** A pool of functions larger than this is never empty. */
const largePool = 1e6;

/**
 * The share of requests that meet a cold start on an instance that goes idle: the chance that
 * nothing arrived within the keep-alive.
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
  const warm = Math.max(1, Math.ceil(load.meanRate * inferenceSeconds));
  const burst =
    warm > largePool ? 0 : erlangB(warm, load.peakRate * inferenceSeconds);
  const { burstShare } = load;
  return (1 - burstShare) * idle + burstShare * Math.max(idle, burst);
}
