import {
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useRef, useState } from 'react';
import { useModel } from '../../model';
import { FormStep } from './formState';

/** A question that somebody was led to; each time is one of its own. */
export interface QuestionTarget {
  path: QuestionPath;
}

/**
 * Where somebody is in the steps of a form, and how they get to a question of any of them.
 *
 * @param startAt - path of the question to begin with
 */
export function useQuestionPlace<S extends FormStep>(
  first: S,
  startAt?: string,
) {
  const { questions } = useModel();
  const placeOf = (path: string | undefined) => {
    const question = questions.find(asked => asked.path === path);
    return question && { step: question.step, target: { path: question.path } };
  };
  const [place, setPlace] = useState<{
    step: S | QuestionStep;
    target?: QuestionTarget;
  }>(() => placeOf(startAt) ?? { step: first });
  return {
    ...place,
    goTo: (step: S | QuestionStep) => setPlace({ step }),
    answer: (path: QuestionPath) =>
      setPlace(previous => placeOf(path) ?? previous),
  };
}

/** Brings the question that somebody was led to into sight, and the focus into its field. */
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
