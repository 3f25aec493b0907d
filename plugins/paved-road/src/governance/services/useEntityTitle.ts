import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** What people call an entity; until the catalog has told it, or where it cannot, the name. */
export function useEntityTitle(
  ref: string | undefined,
  defaultKind: string,
): string | undefined {
  const catalogApi = useApi(catalogApiRef);
  const fullRef =
    ref &&
    stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    );
  const { loading, value: entity } = useAsync(
    async () => fullRef && (await catalogApi.getEntityByRef(fullRef)),
    [catalogApi, fullRef],
  );
  return (
    fullRef &&
    entityPresentationSnapshot((!loading && entity) || fullRef, { defaultKind })
      .primaryTitle
  );
}
