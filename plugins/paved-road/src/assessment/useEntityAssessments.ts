import { useApi } from '@backstage/core-plugin-api';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
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
  // What is shown stays when it cannot be loaded again, and with it what a person has begun.
  const [last, setLast] = useState<{
    entityRef: string;
    value: EntityAssessments;
  }>();
  useEffect(() => {
    if (state.value) {
      setLast({ entityRef, value: state.value });
    }
  }, [state.value, entityRef]);
  const kept = last?.entityRef === entityRef ? last.value : undefined;
  return { ...state, value: state.value ?? kept, reload, retry: reload };
}
