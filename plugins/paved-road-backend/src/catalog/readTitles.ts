import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** Titles by reference, of those entities that have one and that the caller may see. */
export async function readTitles(
  catalog: CatalogService,
  entityRefs: string[],
  credentials: BackstageCredentials,
): Promise<Map<string, string>> {
  if (entityRefs.length === 0) {
    return new Map();
  }
  const { items } = await catalog.getEntitiesByRefs(
    { entityRefs, fields: ['metadata.title', 'spec.profile'] },
    { credentials },
  );
  return new Map(
    items.flatMap((entity, index) => {
      const title = entity && titleOf(entity);
      return title ? [[entityRefs[index], title]] : [];
    }),
  );
}

/** What people know an entity by, where it says so. */
export function titleOf({ metadata, spec }: Entity): string | undefined {
  const profile = spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? metadata?.title;
}
