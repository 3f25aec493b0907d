import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useCallback, useState } from 'react';
import { usePavedRoadApi } from '../api';

export type Transition = 'submit' | 'withdraw';

export interface AssessmentActions {
  /** The running action. */
  pending?: Transition | 'delete';
  error?: Error;
  /** @returns whether it succeeded */
  transition(transition: Transition, comment?: string): Promise<boolean>;
  remove(): Promise<boolean>;
  clearError(): void;
}

/** Actions on an assessment as a whole. Only one runs at a time. */
export function useAssessmentActions(
  assessment: Assessment,
  onChange: (changed?: Assessment) => Promise<void>,
): AssessmentActions {
  const api = usePavedRoadApi();
  const [pending, setPending] = useState<AssessmentActions['pending']>();
  const [error, setError] = useState<Error>();
  const { id, etag } = assessment;

  const run = useCallback(
    async (
      action: NonNullable<AssessmentActions['pending']>,
      work: () => Promise<void>,
    ) => {
      setPending(action);
      setError(undefined);
      try {
        await work();
        return true;
      } catch (caught) {
        setError(caught instanceof Error ? caught : new Error(String(caught)));
        return false;
      } finally {
        setPending(undefined);
      }
    },
    [],
  );

  const transition = useCallback(
    (name: Transition, comment?: string) =>
      run(name, async () => {
        const calls = {
          submit: () => api.submitAssessment(id, etag, comment),
          withdraw: () => api.withdrawAssessment(id, etag),
        };
        await onChange(await calls[name]());
      }),
    [run, api, id, etag, onChange],
  );

  const remove = useCallback(
    () =>
      run('delete', async () => {
        await api.deleteAssessment(id, etag);
        await onChange();
      }),
    [run, api, id, etag, onChange],
  );

  const clearError = useCallback(() => setError(undefined), []);
  return { pending, error, transition, remove, clearError };
}
