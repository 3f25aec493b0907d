import { Advice, Question } from '@paved-road/plugin-paved-road-common';
import { listNextAnswers } from '@paved-road/plugin-paved-road-common/advisor';
import { classifyPlacement } from '../advice';
import { findInvalidAnswers } from './answers';
import { isCompleteDecision, isValidDecision } from './decisionDraft';
import { FormState, FormStep } from './formState';
import { Questionnaire } from './useQuestionnaire';

/** A problem to fix before saving, with its step. */
export type FormProblem =
  | { kind: 'empty'; step: FormStep }
  /** Questions of the current step come first. */
  | { kind: 'answer'; step: FormStep; questions: [Question, ...Question[]] }
  | { kind: 'decision'; step: FormStep }
  /** No placement can run, and none is named all the same. */
  | { kind: 'ruledOut'; step: FormStep }
  /** Nothing to submit yet: these questions decide. */
  | { kind: 'undecided'; step: FormStep; questions: Question[] };

export type FoundProblem = FormProblem & {
  /** Whether its step was visible, so that focus moves only within the step. */
  isShown: boolean;
};

/** The problem with the answers to the asked questions, current step first; undefined if valid. */
export function findAnswerProblem(
  { answers }: FormState,
  { asked, findGroup }: Questionnaire,
  shown: FormStep,
): FormProblem | undefined {
  const [first, ...others] = findInvalidAnswers(answers, asked).sort(
    (a, b) => Number(findGroup(b) === shown) - Number(findGroup(a) === shown),
  );
  if (first) {
    return {
      kind: 'answer',
      step: findGroup(first),
      questions: [first, ...others],
    };
  }
  return asked.some(({ path }) => answers[path] !== undefined)
    ? undefined
    : { kind: 'empty', step: 'key' };
}

/** The problem with the decision; undefined if valid. A draft needs no rationale yet. */
export function findDecisionProblem(
  { decision }: FormState,
  advice: Advice,
  submits: boolean,
): FormProblem | undefined {
  const isComplete = submits ? isCompleteDecision : isValidDecision;
  return isComplete(decision, advice)
    ? undefined
    : { kind: 'decision', step: 'decision' };
}

/** The problem that prevents submitting without a decision; undefined if there is none. */
export function findSubmissionProblem(
  advice: Advice,
  { asked, findGroup }: Questionnaire,
): FormProblem | undefined {
  const { languageModel } = advice;
  if (languageModel && classifyPlacement(languageModel).kind === 'impossible') {
    return { kind: 'ruledOut', step: 'decision' };
  }
  const questions = listNextAnswers(advice).flatMap(
    path => asked.find(question => question.path === path) ?? [],
  );
  const [first] = questions;
  return first && { kind: 'undecided', step: findGroup(first), questions };
}
