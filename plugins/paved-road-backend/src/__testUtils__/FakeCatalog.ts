import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

/** A catalog that a test can change, watch and break. */
export class FakeCatalog {
  readonly #entities = new Map<string, Entity>();
  /** Called before each request; what it throws is what the request throws. */
  beforeRequest: (method: 'refs' | 'page') => void | Promise<void> = () => {};
  /** How many entities were asked for by reference. */
  asked = 0;
  /** The kinds that were asked for last, for all entities. */
  kinds: string[] = [];

  /** What the engine uses of the service. */
  readonly service = {
    getEntitiesByRefs: async ({ entityRefs }: { entityRefs: string[] }) => {
      await this.beforeRequest('refs');
      this.asked += entityRefs.length;
      return { items: entityRefs.map(ref => this.#entities.get(ref)) };
    },
    streamEntities: (request: {
      filter: { kind: string[] };
      pageSize?: number;
    }) => {
      this.kinds = request.filter.kind;
      return this.#stream(request.pageSize ?? 500);
    },
  } as Partial<CatalogService> as CatalogService;

  constructor(entities: Entity[] = []) {
    this.put(...entities);
  }

  put(...entities: Entity[]): void {
    for (const entity of entities) {
      this.#entities.set(stringifyEntityRef(entity), entity);
    }
  }

  delete(...entityRefs: string[]): void {
    entityRefs.forEach(ref => this.#entities.delete(ref));
  }

  async *#stream(pageSize: number): AsyncGenerator<Entity[]> {
    const entities = [...this.#entities.values()];
    let start = 0;
    do {
      await this.beforeRequest('page');
      yield entities.slice(start, start + pageSize);
      start += pageSize;
    } while (start < entities.length);
  }
}
