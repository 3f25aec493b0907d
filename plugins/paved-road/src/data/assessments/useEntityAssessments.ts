import { useApi } from '@backstage/core-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  Assessment,
  assessmentsChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { useEffect, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { useData } from '../queries/useData';
import { useChangeSignal } from '../signals';

/** The newest assessments of an entity, and the current one. */
export interface EntityAssessments {
  /** The first page, newest first. */
  assessments: Assessment[];
  /** The current assessment, even if it is not on the first page. */
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
  // Keep the shown data and the person's input if reloading fails.
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

/** The selected assessment, or else the current one. Reloads together with the assessments of the entity. */
export function useShownAssessment(
  entityRef: string,
  assessmentId: string | undefined,
  loaded: EntityAssessments | undefined,
) {
  const api = useApi(pavedRoadApiRef);
  const listed = assessmentId
    ? loaded?.assessments.find(({ id }) => id === assessmentId)
    : loaded?.counting;
  const missingId = loaded && !listed ? assessmentId : undefined;
  const fetched = useAsyncRetry(async () => {
    if (!missingId) {
      return undefined;
    }
    const assessment = await api.getAssessment(missingId);
    if (assessment.entityRef !== entityRef) {
      throw new NotFoundError(
        `${entityRef} has no assessment with the id ${missingId}`,
      );
    }
    return assessment;
  }, [api, entityRef, missingId, loaded]);
  return missingId
    ? {
        ...fetched,
        // Keep the data and open elements while reloading.
        loading: fetched.loading && fetched.value?.id !== missingId,
      }
    : { ...fetched, loading: false, error: undefined, value: listed };
}

/** A decision changes several assessments in a row; wait for the last change. */
const PAUSE = 0;

/**
 * Reloads when the assessments of an entity change, see {@link useChangeSignal}.
 *
 * @returns whether a reload is put off
 */
export function useAssessmentSignals(
  entityRef: string,
  options: { isBusy: boolean; onReload: () => void },
): boolean {
  const { isBusy, onReload } = options;
  return useChangeSignal(assessmentsChannelFor(entityRef), onReload, {
    isBusy,
    pause: PAUSE,
  });
}

/** Catalog facts that an assessment can use; none without an entity. */
export function useCatalogFacts(entityRef: string | undefined) {
  const api = useApi(pavedRoadApiRef);
  return useData(['catalogFacts', entityRef], async () =>
    entityRef ? await api.getCatalogFacts(entityRef) : undefined,
  );
}
