import {
  Advice,
  Placement,
  Question,
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import {
  filterAskedQuestions,
  listNextAnswers,
  mayRunModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { useEffect, useRef, useState } from 'react';
import { LiveAdvice } from '../../data/model/useAdvice';
import { useAnswerGains } from '../../data/model/useAnswerGains';
import { useModel } from '../../ui/model';
import { Answers, listAskedSteps } from './answers';

/** The key questions, or the other questions of a topic. */
export type QuestionGroup = 'key' | QuestionStep;

/** A question that a link opened; a new object each time. */
export interface QuestionTarget {
  path: QuestionPath;
}

/** The number of key questions that are shown at once. */
const atOnce = 5;

/**
 * The questions to ask: first the ones that can change the result most, then the others by topic. Each question
 * has one place, and a key question keeps it once it is answered.
 */
export function useQuestionnaire(options: {
  answers: Answers;
  result: LiveAdvice;
  /** The advice before the first result. */
  lastAdvice?: Advice;
  /** The decided placement of the language model. */
  placement?: Placement;
  /** Path of the first question. */
  startAt?: string;
}) {
  const { answers, result, lastAdvice, placement, startAt } = options;
  const { questions } = useModel();
  const asked = filterAskedQuestions(
    questions,
    answers,
    mayRunModel(result.advice ?? lastAdvice, placement),
  );
  const listOpen = (paths: readonly string[]) =>
    paths.filter(
      path =>
        answers[path as QuestionPath] === undefined &&
        asked.some(question => question.path === path),
    );
  const listNext = (advice: Advice | undefined) =>
    advice ? listOpen(listNextAnswers(advice)) : [];
  const [key, setKey] = useState(() => [
    ...new Set([
      ...listOpen(startAt ? [startAt] : []),
      // An earlier model may list all open answers.
      ...listNext(lastAdvice).slice(0, atOnce),
    ]),
  ]);
  const isKey = ({ path }: Question) => key.includes(path);
  const gains = useAnswerGains(result.adviceRequest ?? { profile: {} });
  if (gains && !result.isPending) {
    const likely = Object.keys(gains).sort((a, b) => gains[b] - gains[a]);
    const added = [
      ...listNext(result.advice),
      // Enough answers may still leave questions that can change the result.
      ...(listOpen(key).length === 0 ? listOpen(likely).slice(0, atOnce) : []),
    ].filter(path => !key.includes(path));
    if (added.length > 0) {
      setKey([...key, ...new Set(added)]);
    }
  }
  const listQuestions = (group: string): Question[] =>
    group === 'key'
      ? key.flatMap(
          path => asked.find(question => question.path === path) ?? [],
        )
      : asked.filter(question => question.step === group && !isKey(question));
  return {
    asked,
    listQuestions,
    groups: [
      'key' as const,
      ...listAskedSteps(answers).filter(step => listQuestions(step).length > 0),
    ],
    findGroup: (question: Question): QuestionGroup =>
      isKey(question) ? 'key' : question.step,
    /** Whether it is not yet known which questions decide. */
    isLoading: !gains && key.length === 0,
  };
}

export type Questionnaire = ReturnType<typeof useQuestionnaire>;

/**
 * Navigation through the steps of a form.
 *
 * @param steps - the current steps; falls back to the first one if the current step disappears
 * @param startAt - path of the first question, or a step
 */
export function useFormPlace<S extends string>(
  steps: readonly (S | QuestionGroup)[],
  { findGroup }: Questionnaire,
  startAt?: string,
) {
  const { questions } = useModel();
  const findPlace = (path: string | undefined) => {
    const question = questions.find(each => each.path === path);
    return (
      question && {
        step: findGroup(question),
        target: { path: question.path },
      }
    );
  };
  const [place, setPlace] = useState<{
    step: S | QuestionGroup;
    target?: QuestionTarget;
  }>(
    () =>
      findPlace(startAt) ?? {
        step: steps.find(step => step === startAt) ?? steps[0],
      },
  );
  const index = Math.max(steps.indexOf(place.step), 0);
  return {
    step: steps[index],
    target: place.target,
    /** Absent on the first step. */
    previous: index > 0 ? steps[index - 1] : undefined,
    /** Absent on the last step. */
    next: index + 1 < steps.length ? steps[index + 1] : undefined,
    goTo: (step: S | QuestionGroup) => setPlace({ step }),
    answer: (path: QuestionPath) =>
      setPlace(previous => findPlace(path) ?? previous),
  };
}

/** Scrolls to the linked question and focuses its field. */
export function useTargetFocus(target: QuestionTarget | undefined) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field =
      element.current?.querySelector<HTMLElement>('input:checked') ??
      element.current?.querySelector<HTMLElement>('input');
    if (target && field) {
      field.focus({ preventScroll: true });
      element.current?.scrollIntoView({ block: 'center' });
    }
  }, [target]);
  return element;
}
