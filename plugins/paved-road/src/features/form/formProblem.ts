import { Advice, Question } from '@paved-road/plugin-paved-road-common';
import {
  classifyRecommendation,
  firstOpenAnswers,
  classifyPlacement,
} from '../advice';
import { findInvalidAnswers } from './answers';
import {
  isCompleteDecision,
  isValidDecision,
  Recommended,
} from './decisionDraft';
import { FormState, FormStep, listFormSteps } from './formState';

/** A problem to fix before saving, with its step. */
export type FormProblem =
  | { kind: 'empty'; step: FormStep }
  /** Questions of the current step come first. */
  | { kind: 'answer'; step: FormStep; questions: [Question, ...Question[]] }
  | { kind: 'decision'; step: FormStep }
  /** No placement can run, and none is named all the same. */
  | { kind: 'ruledOut'; step: FormStep }
  /** Submitting decides between two defensible options; show this first. */
  | { kind: 'close'; step: FormStep }
  /** Nothing to submit yet: these questions decide. */
  | { kind: 'undecided'; step: FormStep; questions: Question[] };

/** A problem found when saving. */
export type FoundProblem = FormProblem & {
  /** Whether its step was visible, so that focus moves only within the step. */
  isShown: boolean;
};

/** The problem with the answers to the asked questions, current step first; undefined if valid. */
export function findAnswerProblem(
  { answers }: FormState,
  asked: readonly Question[],
  shown: FormStep,
): FormProblem | undefined {
  const invalid = findInvalidAnswers(answers, asked);
  const [first, ...others] = [
    ...invalid.filter(({ step }) => step === shown),
    ...invalid.filter(({ step }) => step !== shown),
  ];
  if (first) {
    return { kind: 'answer', step: first.step, questions: [first, ...others] };
  }
  return asked.some(({ path }) => answers[path] !== undefined)
    ? undefined
    : { kind: 'empty', step: listFormSteps(answers)[0] };
}

/** The problem with the decision; undefined if valid. A draft needs no rationale yet. */
export function findDecisionProblem(
  { decision }: FormState,
  recommended: Recommended,
  submits: boolean,
): FormProblem | undefined {
  const isComplete = submits ? isCompleteDecision : isValidDecision;
  return isComplete(decision, recommended)
    ? undefined
    : { kind: 'decision', step: 'decision' };
}

/** The problem that prevents submitting without a decision; undefined if there is none. */
export function findSubmissionProblem(
  advice: Advice,
  questions: readonly Question[],
  shown: FormStep,
): FormProblem | undefined {
  const { confidence, languageModel } = advice;
  const kinds = [
    classifyRecommendation(advice).kind,
    languageModel && classifyPlacement(languageModel).kind,
  ];
  if (kinds[1] === 'impossible') {
    return { kind: 'ruledOut', step: 'decision' };
  }
  if (kinds.includes('none')) {
    const open = firstOpenAnswers(
      kinds[0] === 'none' ? confidence : languageModel,
    ).flatMap(path => questions.find(question => question.path === path) ?? []);
    return {
      kind: 'undecided',
      step: open[0]?.step ?? 'decision',
      questions: open,
    };
  }
  return kinds.includes('either') && shown !== 'decision'
    ? { kind: 'close', step: 'decision' }
    : undefined;
}
