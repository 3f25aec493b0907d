import { Advice, Question } from '@paved-road/plugin-paved-road-common';
import { findInvalidAnswer } from './answers';
import { isCompleteDecision } from './decisionDraft';
import { FormState } from './formState';
import { FormStep, formSteps } from './formSteps';

/** What has to be put right before a form can be saved, and in which step. */
export type FormProblem =
  | { kind: 'empty'; step: FormStep }
  | { kind: 'answer'; step: FormStep; question: Question }
  | { kind: 'decision'; step: FormStep };

/** The first problem of a form; undefined when it can be saved. */
export function findProblem(
  { answers, decision }: FormState,
  advice: Advice | undefined,
): FormProblem | undefined {
  const question = findInvalidAnswer(answers);
  if (question) {
    return { kind: 'answer', step: question.step, question };
  }
  if (!advice) {
    return { kind: 'empty', step: formSteps[0] };
  }
  return isCompleteDecision(decision, advice.recommendation.pattern)
    ? undefined
    : { kind: 'decision', step: 'decision' };
}
