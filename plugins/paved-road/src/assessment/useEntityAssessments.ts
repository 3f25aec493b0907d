import { useApi } from '@backstage/core-plugin-api';
import { Assessment, PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { useEffect } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../api';

/** The newest assessments of an entity, back to the approved one. */
export interface EntityAssessments {
  /** Newest first. */
  assessments: Assessment[];
  /** The one that counts: the approved one, else the submitted one, else the newest. */
  counting?: Assessment;
}

/** Loads the newest assessments of an entity. */
export function useEntityAssessments(entityRef: string) {
  const api = useApi(pavedRoadApiRef);
  const [state, reload] = useAsyncFn(
    () => loadBackToApproved(api, entityRef),
    [api, entityRef],
    { loading: true },
  );
  useEffect(() => {
    reload();
  }, [reload]);
  return { ...state, reload, retry: reload };
}

async function loadBackToApproved(
  api: PavedRoadApi,
  entityRef: string,
): Promise<EntityAssessments> {
  const assessments: Assessment[] = [];
  let cursor: string | undefined;
  let approved: Assessment | undefined;
  do {
    const page = await api.getEntityAssessments(entityRef, { cursor });
    assessments.push(...page.items);
    approved = page.items.find(({ status }) => status === 'approved');
    cursor = page.nextCursor;
  } while (cursor && !approved);
  const submitted = assessments.find(({ status }) => status === 'submitted');
  return { assessments, counting: approved ?? submitted ?? assessments[0] };
}
