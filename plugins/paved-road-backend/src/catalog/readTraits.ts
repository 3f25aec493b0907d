import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { waitAtMost } from '../http/withDeadline';
import { TraitsReader } from './AccessClasses';
import { EntityProperty } from './entityProperties';

/** The least that identifies an entity. */
export const nameFields = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.uid',
];

/** Large, because the catalog looks at all entities for each page. */
export const PAGE_SIZE = 2_000;
/** Seconds that the catalog has for a page. */
const PAGE_TIME = 60;
/** Entities between two pauses, so that a page does not block other work. */
const AT_ONCE = 200;

/**
 * Reads what conditions can ask about the entities of some kinds from the catalog.
 *
 * @returns pages of traits by reference
 */
export async function* readTraits(
  { catalog, auth }: { catalog: CatalogService; auth: AuthService },
  kinds: string[],
  properties: EntityProperty[],
): AsyncGenerator<Map<string, string>> {
  const reader = new TraitsReader(properties);
  const pages = catalog
    .streamEntities(
      {
        filter: { kind: kinds },
        fields: traitFields(properties),
        pageSize: PAGE_SIZE,
      },
      { credentials: await auth.getOwnServiceCredentials() },
    )
    [Symbol.asyncIterator]();
  const next = () =>
    waitAtMost(
      PAGE_TIME,
      pages.next(),
      `The catalog did not answer within ${PAGE_TIME} s`,
    );
  for (let page = await next(); !page.done; page = await next()) {
    const traits = new Map<string, string>();
    for (const [index, entity] of page.value.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) {
        await nextTurn();
      }
      traits.set(stringifyEntityRef(entity), reader.read(entity));
    }
    yield traits;
  }
}

/** The fields of entities that conditions on some properties look at. */
export function traitFields(properties: Iterable<EntityProperty>): string[] {
  return [
    ...nameFields,
    'relations',
    // The whole root, because the key of a property is in lower case, while the field below may not be.
    ...new Set(Array.from(properties, ({ root }) => root)),
  ];
}
