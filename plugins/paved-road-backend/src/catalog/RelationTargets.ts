import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { toRelationTarget } from '@paved-road/plugin-paved-road-common/rules';
import { Duration } from 'luxon';
import { LRUCache } from 'lru-cache';

/** The known part of the target of a relation: `spec.type`, if any. */
export interface RelationTarget {
  type?: string;
}

const REFS_PER_REQUEST = 500;
const REMEMBERED = 20_000;
/** Long enough for a pass, whose pages repeat the same targets. */
const REMEMBERED_FOR = Duration.fromObject({ seconds: 30 });

/** The visible ones of some targets, by reference. */
export async function readRelationTargets(
  catalog: CatalogService,
  entityRefs: string[],
  credentials: BackstageCredentials,
): Promise<Map<string, RelationTarget>> {
  const targets = new Map<string, RelationTarget>();
  for (let start = 0; start < entityRefs.length; start += REFS_PER_REQUEST) {
    const page = entityRefs.slice(start, start + REFS_PER_REQUEST);
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: page, fields: ['spec.type'] },
      { credentials },
    );
    page.forEach((ref, index) => {
      const entity = items[index];
      if (entity) {
        targets.set(ref, toRelationTarget(entity));
      }
    });
  }
  return targets;
}

/** Reads the targets of relations; caches a bounded number for a moment. */
export class RelationTargets {
  readonly #remembered = new LRUCache<string, { target?: RelationTarget }>({
    max: REMEMBERED,
    ttl: REMEMBERED_FOR.toMillis(),
  });

  constructor(
    private readonly options: { catalog: CatalogService; auth: AuthService },
  ) {}

  /**
   * The targets of all relations of some entities that are in the catalog, by reference.
   *
   * @param page - entities that were read anyway, which may be targets of others
   */
  async of(
    entities: Entity[],
    page: Map<string, Entity>,
  ): Promise<Map<string, RelationTarget>> {
    const refs = new Set(
      entities.flatMap(({ relations = [] }) =>
        relations.map(({ targetRef }) => targetRef),
      ),
    );
    const targets = new Map<string, RelationTarget>();
    const unknown: string[] = [];
    for (const ref of refs) {
      const read = page.get(ref);
      const remembered = read
        ? this.#remember(ref, toRelationTarget(read))
        : this.#remembered.get(ref);
      if (remembered?.target) {
        targets.set(ref, remembered.target);
      } else if (!remembered) {
        unknown.push(ref);
      }
    }
    if (unknown.length > 0) {
      const found = await readRelationTargets(
        this.options.catalog,
        unknown,
        await this.options.auth.getOwnServiceCredentials(),
      );
      unknown.forEach(ref => this.#remember(ref, found.get(ref)));
      found.forEach((target, ref) => targets.set(ref, target));
    }
    return targets;
  }

  #remember(ref: string, target: RelationTarget | undefined) {
    const entry = { target };
    this.#remembered.set(ref, entry);
    return entry;
  }
}
