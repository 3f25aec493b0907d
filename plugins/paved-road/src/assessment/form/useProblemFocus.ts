import { useEffect, useRef } from 'react';
import { FoundProblem } from './formProblem';

/**
 * Takes whoever tried to save to what keeps them from it, which may be far out of sight of the button:
 * to a field that is marked as wrong, or to the alert that says what it is.
 */
export function useProblemFocus(problem: FoundProblem | undefined) {
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The question of a wrong answer takes the focus itself.
    if (!problem || (problem.kind === 'answer' && problem.isShown)) {
      return;
    }
    const field = problem.isShown
      ? form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      : undefined;
    const target = field ?? alert.current;
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'center' });
  }, [problem]);
  return { form, alert };
}
