import { Question } from '@paved-road/plugin-paved-road-common';
import { toAnswers } from '../assessment/form';
import { WhatIfInput } from '../assessment/whatIf/whatIfInput';
import { LinkedRequest } from './adviceLink';

/** Nothing answered, and all else as the model has it. */
export const emptyState: WhatIfInput = {
  answers: {},
  weights: {},
  assumptions: {},
};

/** What a link fills in. */
export function stateOf(
  linked: LinkedRequest,
  questions: readonly Question[],
): WhatIfInput {
  if (linked.kind !== 'request') {
    return emptyState;
  }
  const { profile, platform, weights = {}, assumptions = {} } = linked.request;
  return {
    answers: toAnswers(profile, questions),
    platform,
    weights,
    assumptions,
  };
}
