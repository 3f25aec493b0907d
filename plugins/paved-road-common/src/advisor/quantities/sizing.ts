import { PlainPattern } from '../patterns';
import { AssumptionSet } from './AssumptionSet';
import { functionColdProbability } from './coldStart';
import { loadOf } from './load';
import { PlatformModel } from './platforms';
import { fractionalServersFor, SizingTarget } from './queueing';
import { Workload } from './workload';

/**
 * Where no requirement is known, or the inference alone takes longer than it, a wait of one service
 * time is what is aimed at; so that a hopeless requirement does not buy endless replicas.
 */
function targetOf(
  pattern: PlainPattern,
  { requirement, inferenceSeconds }: Workload,
  assume: AssumptionSet,
): SizingTarget {
  const hops =
    pattern === 'microservices'
      ? assume.get('hops') * assume.get('hopSeconds')
      : 0;
  const left = (requirement ?? 0) - inferenceSeconds - hops;
  return {
    waitSeconds: left > 0 ? left : inferenceSeconds,
    tail: assume.get('sizingTail'),
  };
}

/** Inferences at a time that a rate needs, by Erlang C against the requirement. */
export function sizeFor(
  pattern: PlainPattern,
  workload: Workload,
  rate: number,
  assume: AssumptionSet,
): number {
  return fractionalServersFor(
    rate,
    workload.inferenceSeconds,
    targetOf(pattern, workload, assume),
  );
}

/**
 * Whether functions are kept warm: always, because instances stay on; provisioned, because cold
 * starts would break a requirement under which a user waits and the platform sells warm instances;
 * or not at all.
 */
export function keepsWarm(
  workload: Workload,
  platform: PlatformModel,
  assume: AssumptionSet,
): 'always' | 'provisioned' | 'no' {
  if (!platform.keepAlive) {
    return 'always';
  }
  const { requirement, inferenceSeconds, coldSeconds } = workload;
  const waited = requirement !== undefined && requirement <= 1;
  if (!waited || platform.pricing.kind !== 'lambda') {
    return 'no';
  }
  const coldMeets =
    assume.get('platformOverhead') + inferenceSeconds + coldSeconds <=
    requirement;
  const probability = functionColdProbability(
    loadOf(workload.requestsPerMonth, workload.traffic, assume),
    inferenceSeconds,
    platform,
    assume,
  );
  return !coldMeets && probability > 0.01 ? 'provisioned' : 'no';
}
