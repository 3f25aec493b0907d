import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** What people call an owner; until the catalog has told it, or where it cannot, the name. */
export function useOwnerTitle(owner: string | undefined): string | undefined {
  const catalogApi = useApi(catalogApiRef);
  const ownerRef =
    owner &&
    stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  const { loading, value: entity } = useAsync(
    async () => ownerRef && (await catalogApi.getEntityByRef(ownerRef)),
    [catalogApi, ownerRef],
  );
  return (
    ownerRef &&
    entityPresentationSnapshot((!loading && entity) || ownerRef, {
      defaultKind: 'group',
    }).primaryTitle
  );
}
