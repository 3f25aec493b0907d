import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { isArchitectureAvailable } from '../isArchitectureAvailable';
import { ARCHITECTURE_PATH } from '../routes';

/**
 * Where to read about an entity's architecture: its Architecture tab, or its page where its kind has
 * no such tab.
 */
export function useArchitectureLink(): (entityRef: string) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return entityRef => {
    const page = entityRoute(
      entityRouteParams(entityRef, { encodeParams: true }),
    );
    return isArchitectureAvailable(parseEntityRef(entityRef))
      ? `${page}${ARCHITECTURE_PATH}`
      : page;
  };
}
