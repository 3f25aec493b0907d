import { useEffect, useRef } from 'react';
import { QuestionTarget } from './useQuestionPlace';

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
