import { useApi } from '@backstage/core-plugin-api';
import { Assessment, Measured } from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';

/** Measurements of a decision. */
export interface MeasuredState {
  loading: boolean;
  error?: Error;
  value?: Measured;
  retry: () => void;
}

/** Whether a decision is compared with measurements; drafts and past decisions are not. */
const isInForce = ({ status }: Assessment) =>
  status === 'approved' || status === 'submitted';

/** An assessment compared with measurements; undefined if not applicable. Keeps the last result while reloading. */
export function useMeasured(assessment: Assessment): MeasuredState | undefined {
  const { id, etag } = assessment;
  const api = useApi(pavedRoadApiRef);
  const isAsked = isInForce(assessment);
  const state = useAsyncRetry(
    async () => (isAsked ? await api.getMeasured(id) : undefined),
    // Another version can have other answers.
    [api, id, etag, isAsked],
  );
  const [last, setLast] = useState<Measured>();
  useEffect(() => {
    if (state.value) {
      setLast(state.value);
    }
  }, [state.value]);
  const value = state.value ?? (last?.assessmentId === id ? last : undefined);
  return isAsked ? { ...state, value } : undefined;
}
