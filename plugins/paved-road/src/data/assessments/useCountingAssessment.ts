import { assessmentsChannelFor } from '@paved-road/plugin-paved-road-common';
import { useData } from '../queries/useData';

/** The current assessment of an entity, reloaded on changes. */
export function useCountingAssessment(entityRef: string) {
  return useData(
    ['countingAssessment', entityRef],
    async api => {
      const { counting } = await api.getEntityAssessments(entityRef, {
        limit: 1,
      });
      return { counting };
    },
    { channels: [assessmentsChannelFor(entityRef)], keepsLastKey: false },
  );
}
