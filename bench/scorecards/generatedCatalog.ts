import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  Entity,
  EntityRelation,
  parseEntityRef,
  RELATION_HAS_PART,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { withRelations } from './fillCatalog';
import { service, serviceRef, surroundings, systems } from './fleet';

/**
 * A catalog that generates the services on request and keeps none, so that the engine alone uses memory.
 *
 * @param describe - the service with an index
 */
export function createGeneratedCatalog(
  services: number,
  describe: (index: number) => Entity = service,
) {
  const others = surroundings();
  const known = new Map(
    others.map(other => [stringifyEntityRef(other), other]),
  );

  // The same one by one as in a page.
  const describeRelated = (index: number) =>
    withRelations([describe(index)])[0];

  function find(entityRef: string): Entity | undefined {
    const { kind, name } = parseEntityRef(entityRef);
    const index = Number(name.split('-').at(-1));
    if (kind === 'component' && index < services) {
      return describeRelated(index);
    }
    const other = known.get(entityRef);
    return other && kind === 'system'
      ? { ...other, relations: listComponents(index) }
      : other;
  }

  function listComponents(system: number): EntityRelation[] {
    const relations: EntityRelation[] = [];
    for (let index = system; index < services; index += systems) {
      if (describe(index).spec?.system) {
        relations.push({
          type: RELATION_HAS_PART,
          targetRef: serviceRef(index),
        });
      }
    }
    return relations;
  }

  async function* stream(pageSize: number): AsyncIterable<Entity[]> {
    yield withRelations(others).filter(({ kind }) => kind !== 'API');
    for (let start = 0; start < services; start += pageSize) {
      const count = Math.min(pageSize, services - start);
      yield Array.from({ length: count }, (_, index) =>
        describeRelated(start + index),
      );
    }
  }

  const catalog = {
    streamEntities: (request?: { pageSize?: number }) =>
      stream(request?.pageSize ?? 500),
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => ({
      items: entityRefs.map(find),
    }),
    getEntityByRef: async (entityRef: string) => find(entityRef),
  } as unknown as CatalogService;
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog,
  });
}
