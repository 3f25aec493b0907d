import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { withRelations } from './fillCatalog';
import { service, surroundings } from './fleet';

/** A catalog that generates the services on request and keeps none, so that the engine alone uses memory. */
export function createGeneratedCatalog(services: number) {
  const others = surroundings();
  const known = new Map(
    others.map(other => [stringifyEntityRef(other), other]),
  );

  function find(entityRef: string): Entity | undefined {
    const { kind, name } = parseEntityRef(entityRef);
    const index = Number(name.split('-').at(-1));
    return kind === 'component' && index < services
      ? service(index)
      : known.get(entityRef);
  }

  async function* stream(pageSize: number): AsyncIterable<Entity[]> {
    yield withRelations(others).filter(({ kind }) => kind !== 'API');
    for (let start = 0; start < services; start += pageSize) {
      const count = Math.min(pageSize, services - start);
      yield withRelations(
        Array.from({ length: count }, (_, index) => service(start + index)),
      );
    }
  }

  const catalog: Pick<CatalogService, 'streamEntities' | 'getEntitiesByRefs'> =
    {
      streamEntities: request => stream(request?.pageSize ?? 500),
      getEntitiesByRefs: async ({ entityRefs }) => ({
        items: entityRefs.map(find),
      }),
    };
  return createServiceFactory({
    service: catalogServiceRef,
    deps: {},
    factory: () => catalog as CatalogService,
  });
}
