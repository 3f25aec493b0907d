import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { LRUCache } from 'lru-cache';
import { assessableKinds } from './entityRecord';
import { EntityAccess, EntityExistence, VisibleEntities } from './types';

const PAGE_SIZE = 500;
const CACHE_MILLISECONDS = 10_000;
const CACHED_USERS = 200;

/** EntityAccess that asks the catalog, so that its permission policy decides. */
export class CatalogEntityAccess implements EntityAccess, EntityExistence {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #entities: ReferenceCache;
  readonly #groups: ReferenceCache;

  constructor(options: {
    catalog: CatalogService;
    permissions: PermissionsService;
    auth: AuthService;
    /** Milliseconds; for tests. */
    now?: () => number;
  }) {
    this.#catalog = options.catalog;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
    this.#entities = createCache(options.now);
    this.#groups = createCache(options.now);
  }

  async getVisibleEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    }
    return entity;
  }

  async exists(entityRef: string): Promise<boolean> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    return entity !== undefined;
  }

  async getVisibleEntities(
    credentials: BackstageCredentials,
    { withGroups } = { withGroups: false },
  ): Promise<VisibleEntities> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.ALLOW) {
      return { all: true };
    }
    const isDenied = decision.result === AuthorizeResult.DENY;
    const read = async (cache: ReferenceCache, kinds: string[]) =>
      isDenied ? [] : await this.#cached(cache, kinds, credentials);
    const [entityRefs, groupRefs] = await Promise.all([
      read(this.#entities, assessableKinds),
      withGroups ? read(this.#groups, ['Group']) : undefined,
    ]);
    return { all: false, entityRefs, ...(groupRefs && { groupRefs }) };
  }

  /** Results for users are cached for a moment; others ask rarely. */
  #cached(
    cache: ReferenceCache,
    kinds: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return this.#query(kinds, credentials);
    }
    const user = credentials.principal.userEntityRef;
    const cached = cache.get(user);
    if (cached) {
      return cached;
    }
    const entityRefs = this.#query(kinds, credentials);
    cache.set(user, entityRefs);
    entityRefs.catch(() => {
      if (cache.get(user) === entityRefs) {
        cache.delete(user);
      }
    });
    return entityRefs;
  }

  async #query(
    kinds: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const fields = ['kind', 'metadata.namespace', 'metadata.name'];
    const entityRefs: string[] = [];
    let page = await this.#catalog.queryEntities(
      {
        filter: { kind: kinds },
        fields,
        limit: PAGE_SIZE,
        totalItems: 'exclude',
      },
      { credentials },
    );
    for (;;) {
      entityRefs.push(...page.items.map(item => stringifyEntityRef(item)));
      const cursor = page.pageInfo.nextCursor;
      if (!cursor) {
        return entityRefs;
      }
      page = await this.#catalog.queryEntities(
        { cursor, fields, limit: PAGE_SIZE },
        { credentials },
      );
    }
  }
}

/** References by user. They can be as many as the fleet has, so they expire. */
type ReferenceCache = LRUCache<string, Promise<string[]>>;

function createCache(now?: () => number): ReferenceCache {
  return new LRUCache({
    max: CACHED_USERS,
    ttl: CACHE_MILLISECONDS,
    ttlResolution: 0,
    ttlAutopurge: true,
    perf: now ? { now } : performance,
  });
}
