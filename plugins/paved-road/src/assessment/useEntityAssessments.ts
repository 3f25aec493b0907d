import { useApi } from '@backstage/core-plugin-api';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useEffect } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../api';

/** The newest assessments of an entity, and the one that counts. */
export interface EntityAssessments {
  /** The first page, newest first. */
  assessments: Assessment[];
  /** The one that counts, however old. */
  counting?: Assessment;
}

/** Loads the newest assessments of an entity. */
export function useEntityAssessments(entityRef: string) {
  const api = useApi(pavedRoadApiRef);
  const [state, reload] = useAsyncFn(
    async (): Promise<EntityAssessments> => {
      const { items, counting } = await api.getEntityAssessments(entityRef);
      return { assessments: items, counting };
    },
    [api, entityRef],
    { loading: true },
  );
  useEffect(() => {
    reload();
  }, [reload]);
  return { ...state, reload, retry: reload };
}
