import { LatencyEstimate } from '../advice';
import { PlainPattern } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { functionColdProbability } from './coldStart';
import { instanceOf } from './instances';
import { loadOf } from './load';
import { PlatformModel } from './platforms';
import { waitQuantile } from './queueing';
import { keepsWarm, sizeFor } from './sizing';
import { Workload } from './workload';

/**
 * The latency of a pattern as percentiles, in seconds. A mean is never shown, because a rare cold
 * start hides in it: once more than 1 % of the requests meet one, the p99 is the cold latency.
 */
export function latencyOf(
  pattern: PlainPattern,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): LatencyEstimate {
  const warm = warmLatency(pattern, workload, assume);
  const coldStartProbability = coldProbability(
    pattern,
    workload,
    platform,
    assume,
  );
  const percentile = (quantile: number) =>
    warm(quantile) +
    (coldStartProbability > 1 - quantile ? workload.coldSeconds : 0);
  const p99 = percentile(0.99);
  const { requirement } = workload;
  return {
    status: 'estimated',
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99,
    coldStartProbability,
    coldStartSeconds: workload.coldSeconds,
    ...(requirement !== undefined && {
      requirement,
      meetsRequirement: p99 <= requirement,
    }),
  };
}

function coldProbability(
  pattern: PlainPattern,
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): number {
  if (
    pattern !== 'serverless' ||
    keepsWarm(workload, platform, assume) === 'provisioned'
  ) {
    return assume.get('alwaysOnColdShare');
  }
  const { requestsPerMonth, traffic, inferenceSeconds } = workload;
  return functionColdProbability(
    loadOf(requestsPerMonth, traffic, assume),
    inferenceSeconds,
    platform,
    assume,
  );
}

function warmLatency(
  pattern: PlainPattern,
  workload: Workload,
  assume: AssumptionSet,
): (quantile: number) => number {
  const { inferenceSeconds, requestsPerMonth, traffic } = workload;
  if (pattern === 'serverless') {
    const overhead = assume.get('platformOverhead');
    return () => inferenceSeconds + overhead;
  }
  const { peakRate } = loadOf(requestsPerMonth, traffic, assume);
  const { slots } = instanceOf(pattern, workload, assume);
  const size = sizeFor(pattern, workload, peakRate, assume);
  const minimum = Math.ceil(assume.get('minReplicas') * slots);
  const pool = {
    servers: Math.max(1, minimum, Math.ceil(size)),
    rate: peakRate,
    serviceSeconds: inferenceSeconds,
  };
  const hops =
    pattern === 'microservices'
      ? assume.get('hops') * assume.get('hopSeconds')
      : 0;
  return quantile => inferenceSeconds + hops + waitQuantile(pool, quantile);
}
