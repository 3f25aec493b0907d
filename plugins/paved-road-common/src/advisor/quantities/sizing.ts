import { AssumptionSet } from './AssumptionSet';
import { Load } from './load';
import { fractionalServersFor } from './queueing';
import { Workload } from './workload';

/** Work that arrives and has to be done within a time. */
export interface Work {
  /** Seconds that one request takes. */
  seconds: number;
  /** Seconds that a request may take in all; absent where nobody waits or it is not known. */
  requirement?: number;
}

/**
 * Requests at a time that a pool needs room for: by Erlang C against the requirement, and never so
 * few that it is used beyond its cap, since a pool without room cannot follow the load.
 *
 * Where no requirement is known, a wait of one service time is what is aimed at; where the work takes as
 * long as the requirement, hardly anybody may wait.
 *
 * @param rate - requests per second
 */
export function sizeFor(
  { seconds, requirement }: Work,
  rate: number,
  assume: AssumptionSet,
): number {
  const waitSeconds =
    requirement === undefined ? seconds : Math.max(0, requirement - seconds);
  return Math.max(
    (rate * seconds) / assume.get('utilisation'),
    fractionalServersFor(rate, seconds, {
      waitSeconds,
      tail: assume.get('sizingTail'),
    }),
  );
}

/** Processor seconds that side work takes in a month. */
export function sideSeconds({
  backgroundShare,
  requestsPerMonth,
  inferenceSeconds,
}: Workload): number {
  return backgroundShare * requestsPerMonth * inferenceSeconds;
}

/** Room for side work that shares a pool; nobody waits for it, so it takes the mean. */
export function sideLoad(
  { backgroundShare, inferenceSeconds }: Workload,
  { meanRate }: Load,
  assume: AssumptionSet,
): number {
  return (
    (backgroundShare * inferenceSeconds * meanRate) / assume.get('utilisation')
  );
}

/** The pool in which a pattern that is always on runs inference. */
export interface InferenceWork {
  /** Seconds that a request takes in it. */
  seconds: number;
  /** Seconds that it takes elsewhere before or after. */
  elsewhere: number;
  /** What one replica holds. */
  memoryGb: number;
}

/** A monolith does all of a request in one place; a service only inference. */
export function inferenceWork(
  pattern: 'monolith' | 'microservices',
  { inferenceSeconds, memoryGb }: Workload,
  assume: AssumptionSet,
): InferenceWork {
  const application = assume.get('applicationSeconds');
  return pattern === 'monolith'
    ? {
        seconds: inferenceSeconds + application,
        elsewhere: 0,
        memoryGb: memoryGb + assume.get('applicationMemory'),
      }
    : {
        seconds: inferenceSeconds,
        elsewhere: application + assume.get('hops') * assume.get('hopSeconds'),
        memoryGb,
      };
}

/** What is left of a requirement for a part of the work. */
export function remaining(
  requirement: number | undefined,
  elsewhere: number,
): number | undefined {
  return requirement === undefined
    ? undefined
    : Math.max(0, requirement - elsewhere);
}
