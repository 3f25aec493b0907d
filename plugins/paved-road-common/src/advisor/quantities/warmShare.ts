import { AssumptionSet } from './AssumptionSet';
import { PlatformModel } from './platforms';
import { rampOf } from '../ramp';
import { Workload } from './workload';

/** A requirement under which a person waits for the answer, in seconds. */
const waited = 1;

/**
 * The share of the capacity of functions that is kept warm, 0..1: all of it where a start takes clearly
 * longer than the requirement of someone who waits, none where it fits into it. Between, starts are
 * as often too long as they are not.
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
  return rampOf(cold, requirement / 2, requirement * 2);
}
