import { useApi } from '@backstage/core-plugin-api';
import { assessmentsChannelFor } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { useChangeSignal } from '../signals';

/** The current assessment of an entity, reloaded on changes. */
export function useCountingAssessment(entityRef: string) {
  const api = useApi(pavedRoadApiRef);
  const assessment = useAsyncRetry(async () => {
    const { counting } = await api.getEntityAssessments(entityRef, {
      limit: 1,
    });
    return { counting };
  }, [api, entityRef]);
  useChangeSignal(assessmentsChannelFor(entityRef), assessment.retry);
  return assessment;
}
