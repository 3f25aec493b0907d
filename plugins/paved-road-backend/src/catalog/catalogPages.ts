import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** The catalog looks at all entities for each page. */
const PAGE_SIZE = 2_000;

/** Pages of the entities of some kinds that someone may see. */
export async function* catalogPages(
  catalog: CatalogService,
  { kinds, fields }: { kinds: string[]; fields: string[] },
  credentials: BackstageCredentials,
): AsyncGenerator<Entity[], void> {
  let page = await catalog.queryEntities(
    {
      filter: { kind: kinds },
      fields,
      limit: PAGE_SIZE,
      totalItems: 'exclude',
    },
    { credentials },
  );
  for (;;) {
    yield page.items;
    const cursor = page.pageInfo.nextCursor;
    if (!cursor) {
      return;
    }
    page = await catalog.queryEntities(
      { cursor, fields, limit: PAGE_SIZE },
      { credentials },
    );
  }
}
