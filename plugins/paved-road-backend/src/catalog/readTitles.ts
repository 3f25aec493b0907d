import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

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
      const title = entity && findTitle(entity);
      return title ? [[entityRefs[index], title]] : [];
    }),
  );
}

/** The title of an entity, if any. */
export function findTitle({ metadata, spec }: Entity): string | undefined {
  const profile = spec?.profile as { displayName?: string } | undefined;
  return profile?.displayName ?? metadata?.title;
}
