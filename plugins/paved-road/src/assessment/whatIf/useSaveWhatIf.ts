import { useApi } from '@backstage/core-plugin-api';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../api';
import { WhatIf } from './useWhatIf';

/** Keeps what is only tried out as a draft of its own; the assessment stays as it is. */
export function useSaveWhatIf(
  { entityRef }: Assessment,
  { request, reset }: WhatIf,
  onSaved: (saved: Assessment) => Promise<void>,
) {
  const api = useApi(pavedRoadApiRef);
  return useAsyncFn(async () => {
    const saved = await api.createAssessment(entityRef, request);
    reset();
    await onSaved(saved);
  }, [api, entityRef, request, reset, onSaved]);
}
