import { useApi } from '@backstage/core-plugin-api';
import { assessmentsChannelFor } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../api';
import { useData } from '../queries/useData';

/** The current assessment of an entity, reloaded on changes. */
export function useCountingAssessment(entityRef: string) {
  const api = useApi(pavedRoadApiRef);
  return useData(
    ['countingAssessment', entityRef],
    async () => {
      const { counting } = await api.getEntityAssessments(entityRef, {
        limit: 1,
      });
      return { counting };
    },
    { channels: [assessmentsChannelFor(entityRef)], keepsLastKey: false },
  );
}
