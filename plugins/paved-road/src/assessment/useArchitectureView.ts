import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What the Architecture tab shows; it lives in the URL, so that it can be shared and left by Back. */
export interface ArchitectureView {
  /** The assessment looked at; the one that counts when absent. */
  assessmentId?: string;
  /**
   * `assess` is the form for a new one, `edit` the form for the draft looked at, `compare` sets it
   * beside another one, `recompute` beside what the model of today says.
   */
  mode: 'result' | 'assess' | 'edit' | 'history' | 'compare' | 'recompute';
  /** The assessment to compare with, of this or of another entity; while absent, one is chosen. */
  withId?: string;
  /** Path of the question that the form begins with. */
  question?: string;
}

const modes = ['assess', 'edit', 'history', 'compare', 'recompute'] as const;

/** Reads and changes the part of the URL that says what the tab shows. */
export function useArchitectureView(): [
  ArchitectureView,
  (view: ArchitectureView) => void,
] {
  const [params, setParams] = useSearchParams();
  const view: ArchitectureView = {
    assessmentId: params.get('assessment') ?? undefined,
    mode: modes.find(mode => mode === params.get('view')) ?? 'result',
    withId: params.get('with') ?? undefined,
    question: params.get('question') ?? undefined,
  };
  const show = useCallback(
    ({ assessmentId, mode, withId, question }: ArchitectureView) =>
      setParams(previous => {
        const next = new URLSearchParams(previous);
        next.delete('assessment');
        next.delete('view');
        next.delete('with');
        next.delete('question');
        if (assessmentId) {
          next.set('assessment', assessmentId);
        }
        if (mode !== 'result') {
          next.set('view', mode);
        }
        if (withId) {
          next.set('with', withId);
        }
        if (question) {
          next.set('question', question);
        }
        return next;
      }),
    [setParams],
  );
  return [view, show];
}
