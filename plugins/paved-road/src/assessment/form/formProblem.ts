import {
  Advice,
  Pattern,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { announcementOf, firstOpenAnswers } from '../../advisor';
import { findInvalidAnswer } from './answers';
import { isCompleteDecision } from './decisionDraft';
import { FormState } from './formState';
import { FormStep, formSteps } from './formState';

/** What has to be put right before a form can be saved, and in which step. */
export type FormProblem =
  | { kind: 'empty'; step: FormStep }
  | { kind: 'answer'; step: FormStep; question: Question }
  | { kind: 'decision'; step: FormStep }
  /** Submitting decides for one of two that can both be defended; that is to be seen first. */
  | { kind: 'close'; step: FormStep }
  /** Nothing to submit yet: these questions decide. */
  | { kind: 'undecided'; step: FormStep; questions: Question[] };

/** The first problem with the answers; undefined when they can be saved. */
export function findAnswerProblem(
  { answers }: FormState,
  questions: readonly Question[],
): FormProblem | undefined {
  const question = findInvalidAnswer(answers, questions);
  if (question) {
    return { kind: 'answer', step: question.step, question };
  }
  return questions.some(({ path }) => answers[path] !== undefined)
    ? undefined
    : { kind: 'empty', step: formSteps[0] };
}

/** What is wrong with the decision, given what is recommended; undefined when it can be saved. */
export function findDecisionProblem(
  { decision }: FormState,
  recommended: Pattern | undefined,
): FormProblem | undefined {
  return isCompleteDecision(decision, recommended)
    ? undefined
    : { kind: 'decision', step: 'decision' };
}

/** What keeps answers whose decision is open from being submitted; undefined when nothing does. */
export function findSubmissionProblem(
  advice: Advice,
  questions: readonly Question[],
  shown: FormStep,
): FormProblem | undefined {
  switch (announcementOf(advice).kind) {
    case 'none': {
      const open = firstOpenAnswers(advice.confidence).flatMap(
        path => questions.find(question => question.path === path) ?? [],
      );
      return {
        kind: 'undecided',
        step: open[0]?.step ?? 'decision',
        questions: open,
      };
    }
    case 'either':
      return shown === 'decision'
        ? undefined
        : { kind: 'close', step: 'decision' };
    default:
      return undefined;
  }
}
