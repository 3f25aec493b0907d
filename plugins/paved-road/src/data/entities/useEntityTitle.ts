import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  entityPresentationSnapshot,
} from '@backstage/plugin-catalog-react';
import { useData } from '../queries/useData';

/** Title of an entity; its name until the catalog responds. */
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
  const { loading, value: entity } = useData(
    ['entity', fullRef],
    async () => fullRef && (await catalogApi.getEntityByRef(fullRef)),
  );
  return (
    fullRef &&
    entityPresentationSnapshot((!loading && entity) || fullRef, { defaultKind })
      .primaryTitle
  );
}

/** Title of an owner; its name until the catalog responds. */
export const useOwnerTitle = (owner: string | undefined): string | undefined =>
  useEntityTitle(owner, 'group');
