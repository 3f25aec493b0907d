import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { canHaveScorecard, isAssessable } from '../entities/entityFilters';
import { ARCHITECTURE_PATH, SCORECARD_PATH } from '../routes';

/** Links to the tabs of an entity, or to its page if its kind has no such tabs. */
export function useEntityLinks() {
  const entityRoute = useRouteRef(entityRouteRef);
  const tabOrPageUrl = (entityRef: string, path: string) => {
    const page = entityRoute(
      entityRouteParams(entityRef, { encodeParams: true }),
    );
    const hasTab = path === SCORECARD_PATH ? canHaveScorecard : isAssessable;
    return hasTab(parseEntityRef(entityRef)) ? `${page}${path}` : page;
  };
  return {
    architecture: (entityRef: string) =>
      tabOrPageUrl(entityRef, ARCHITECTURE_PATH),
    /** Links to a check if its id is given. */
    scorecard: (entityRef: string, checkId?: string) =>
      `${tabOrPageUrl(entityRef, SCORECARD_PATH)}${
        checkId === undefined
          ? ''
          : `?${new URLSearchParams({ check: checkId })}`
      }`,
  };
}
