import { NotFoundError } from '@backstage/errors';
import {
  Assessment,
  assessmentsChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { useCallback } from 'react';
import { usePavedRoadQueries } from '../queries/queryClient';
import { useData } from '../queries/useData';
import { useChangeSignal } from '../queries/useChangeSignal';

export interface EntityAssessments {
  /** The first page, newest first. */
  assessments: Assessment[];
  /** The current assessment, even if it is not on the first page. */
  counting?: Assessment;
  /** The number of assessments on the first page that cannot be read. */
  unreadable?: number;
}

const getListKey = (entityRef: string) => ['assessments', entityRef];

/** Loads the newest assessments of an entity. Keeps them, and so a person's input, if reloading fails. */
export function useEntityAssessments(entityRef: string) {
  const client = usePavedRoadQueries();
  const state = useData(
    getListKey(entityRef),
    async (api): Promise<EntityAssessments> => {
      const { items, counting, unreadable } =
        await api.getEntityAssessments(entityRef);
      return { assessments: items, counting, unreadable };
    },
    { keepsLastKey: false },
  );
  /** Reloads the list and the shown assessment, even if that one is not on the first page. */
  const reload = useCallback(
    () => client.invalidateQueries({ queryKey: getListKey(entityRef) }),
    [client, entityRef],
  );
  return { ...state, reload, retry: reload };
}

/** The selected assessment, or else the current one. Reloads together with the assessments of the entity. */
export function useShownAssessment(
  entityRef: string,
  assessmentId: string | undefined,
  loaded: EntityAssessments | undefined,
) {
  const listed = assessmentId
    ? loaded?.assessments.find(({ id }) => id === assessmentId)
    : loaded?.counting;
  const missingId = loaded && !listed ? assessmentId : undefined;
  const fetched = useData(
    [...getListKey(entityRef), missingId],
    async api => {
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
    },
    { keepsLastKey: false },
  );
  return missingId
    ? // Keep the data and open elements while reloading.
      { ...fetched, loading: fetched.loading && !fetched.value }
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
  return useData(['catalogFacts', entityRef], async api =>
    entityRef ? await api.getCatalogFacts(entityRef) : undefined,
  );
}
