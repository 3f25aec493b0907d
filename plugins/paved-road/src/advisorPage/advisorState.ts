import { AdviceRequest, Question } from '@paved-road/plugin-paved-road-common';
import { toAnswers, WorkloadState } from '../assessment/form';
import { LinkedRequest } from './adviceLink';

/** All that the advisor is asked with. */
export type AdvisorState = WorkloadState &
  Pick<AdviceRequest, 'weights' | 'assumptions'>;

/** Starts with what a link says. */
export function stateOf(
  linked: LinkedRequest,
  questions: readonly Question[],
): AdvisorState {
  if (linked.kind !== 'request') {
    return { answers: {} };
  }
  const { profile, platform, weights, assumptions } = linked.request;
  return {
    answers: toAnswers(profile, questions),
    platform,
    weights,
    assumptions,
  };
}
