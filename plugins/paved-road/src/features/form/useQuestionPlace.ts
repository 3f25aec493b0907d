import {
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import { useModel } from '../../ui/model';
import { FormStep } from './formState';

/** A question that a link opened; a new object each time. */
export interface QuestionTarget {
  path: QuestionPath;
}

/**
 * Navigation through the steps and questions of a form.
 *
 * @param steps - the current steps; falls back to the first one if the current step disappears
 * @param startAt - path of the first question, or a step
 */
export function useQuestionPlace<S extends FormStep>(
  steps: readonly S[],
  startAt?: string,
) {
  const { questions } = useModel();
  const findQuestionPlace = (path: string | undefined) => {
    const question = questions.find(asked => asked.path === path);
    return question && { step: question.step, target: { path: question.path } };
  };
  const [place, setPlace] = useState<{
    step: S | QuestionStep;
    target?: QuestionTarget;
  }>(
    () =>
      findQuestionPlace(startAt) ?? {
        step: steps.find(step => step === startAt) ?? steps[0],
      },
  );
  const index = Math.max(
    steps.findIndex(step => step === place.step),
    0,
  );
  return {
    step: steps[index],
    target: place.target,
    /** Absent on the first step. */
    previous: index > 0 ? steps[index - 1] : undefined,
    /** Absent on the last step. */
    next: index + 1 < steps.length ? steps[index + 1] : undefined,
    goTo: (step: S | QuestionStep) => setPlace({ step }),
    answer: (path: QuestionPath) =>
      setPlace(previous => findQuestionPlace(path) ?? previous),
  };
}

/** The current step with navigation. */
export type QuestionPlace<S extends FormStep> = ReturnType<
  typeof useQuestionPlace<S>
>;

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
