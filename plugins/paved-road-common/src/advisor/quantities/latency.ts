import { LatencyEstimate } from './schemas';
import { PlainPattern } from '../profile/patterns';
import { AssumptionSet } from './AssumptionSet';
import { functionColdProbability, warmShare } from './coldStart';
import {
  computeInstanceShare,
  inferenceWork,
  remaining,
  sizeFor,
} from './sizing';
import { estimateLoad } from './load';
import { PlatformModel } from './platforms';
import { Pool, waitQuantiles } from './queueing';
import { awaySeconds, Workload, workSeconds } from './workload';

/**
 * The latency of a pattern as percentiles, in seconds. A mean is never shown, because a rare cold
 * start hides in it: once more than 1% of the requests meet one, the p99 is the cold latency.
 */
export function estimateLatency(
  pattern: PlainPattern,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): LatencyEstimate {
  const { requirement, coldSeconds } = workload;
  const warmSeconds = warmRequestSeconds(pattern, workload, assume);
  const pool = inferencePool(pattern, workload, assume);
  const coldStartProbability = coldProbability(
    pattern,
    workload,
    platform,
    assume,
  );
  const wait = pool ? waitQuantiles(pool) : () => 0;
  const percentile = (quantile: number) =>
    warmSeconds +
    wait(quantile) +
    (coldStartProbability > 1 - quantile ? coldSeconds : 0);
  const model = workload.call?.seconds;
  const p95 = percentile(0.95) + (model ? model.p95 - model.p50 : 0);
  const p99 = percentile(0.99) + (model ? model.p99 - model.p50 : 0);
  return {
    status: 'estimated',
    p50: percentile(0.5),
    p95,
    p99,
    warmSeconds,
    coldStartProbability,
    coldStartSeconds: coldSeconds,
    ...(requirement !== undefined && {
      requirement,
      // The slowest 1% of a language model's calls is outside anyone's control.
      ...(workload.call
        ? { meetsRequirement: p95 <= requirement, judgedBy: 'p95' }
        : { meetsRequirement: p99 <= requirement }),
    }),
  };
}

/** Seconds of a request that neither waits nor meets a cold start. */
function warmRequestSeconds(
  pattern: PlainPattern,
  workload: Workload,
  assume: AssumptionSet,
): number {
  const seconds =
    (workload.call
      ? workSeconds(workload) + awaySeconds(workload)
      : workload.inferenceSeconds) + assume.get('applicationSeconds');
  switch (pattern) {
    case 'monolith':
      return seconds;
    case 'microservices':
      return seconds + assume.get('hops') * assume.get('hopSeconds');
    default:
      return seconds + assume.get('platformOverhead');
  }
}

/** The pool that requests wait for at the peak; functions start more instances instead. */
function inferencePool(
  pattern: PlainPattern,
  workload: Workload,
  assume: AssumptionSet,
): Pool | undefined {
  if (pattern === 'serverless') {
    return undefined;
  }
  const { requestsPerMonth, traffic, requirement } = workload;
  const { peakRate } = estimateLoad(requestsPerMonth, traffic, assume);
  const { seconds, elsewhere, memoryGb } = inferenceWork(
    pattern,
    workload,
    assume,
  );
  const { units, slots } = computeInstanceShare(
    memoryGb,
    workload.accelerator,
    assume,
  );
  const size = sizeFor(
    { seconds, requirement: remaining(requirement, elsewhere) },
    peakRate,
    assume,
  );
  const least = assume.get('minReplicas') * units * slots;
  return {
    servers: Math.max(1, Math.floor(least), Math.ceil(size)),
    rate: peakRate,
    serviceSeconds: seconds,
  };
}

function coldProbability(
  pattern: PlainPattern,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): number {
  const starting = assume.get('alwaysOnColdShare');
  if (pattern !== 'serverless') {
    return starting;
  }
  const { requestsPerMonth, traffic, inferenceSeconds } = workload;
  const warm = warmShare(workload, platform, assume);
  const started = functionColdProbability(
    estimateLoad(requestsPerMonth, traffic, assume),
    inferenceSeconds,
    platform,
    assume,
  );
  return warm * Math.min(starting, started) + (1 - warm) * started;
}
