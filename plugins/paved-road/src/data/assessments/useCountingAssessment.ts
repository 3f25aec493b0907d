import { useApi } from '@backstage/core-plugin-api';
import { assessmentsChannelFor } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../api';
import { useFollowedData } from '../signals';

/** The current assessment of an entity, reloaded on changes. */
export function useCountingAssessment(entityRef: string) {
  const api = useApi(pavedRoadApiRef);
  return useFollowedData(
    assessmentsChannelFor(entityRef),
    ['countingAssessment', entityRef],
    async () => {
      const { counting } = await api.getEntityAssessments(entityRef, {
        limit: 1,
      });
      return { counting };
    },
  );
}
