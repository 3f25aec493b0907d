import { useApi } from '@backstage/core-plugin-api';
import { NotFoundError } from '@backstage/errors';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { EntityAssessments } from './useEntityAssessments';

/**
 * The assessment to look at: the one asked for, however old, else the one that counts. Another load of
 * the entity's assessments loads it again.
 */
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
        // What is loaded again stays, and with it what a person has opened on it.
        loading: fetched.loading && fetched.value?.id !== missingId,
      }
    : { ...fetched, loading: false, error: undefined, value: listed };
}
