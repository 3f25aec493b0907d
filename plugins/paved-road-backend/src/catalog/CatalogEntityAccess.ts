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
  /** What a user may see can be as large as the fleet, so it goes when its time is over. */
  readonly #cache: LRUCache<string, Promise<VisibleEntities>>;

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
    this.#cache = new LRUCache({
      max: CACHED_USERS,
      ttl: CACHE_MILLISECONDS,
      ttlResolution: 0,
      ttlAutopurge: true,
      perf: options.now ? { now: options.now } : performance,
    });
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
  ): Promise<VisibleEntities> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return { all: true };
      case AuthorizeResult.DENY:
        return { all: false, entityRefs: [] };
      default:
        return this.#auth.isPrincipal(credentials, 'user')
          ? this.#cached(credentials.principal.userEntityRef, credentials)
          : this.#query(credentials);
    }
  }

  #cached(
    user: string,
    credentials: BackstageCredentials,
  ): Promise<VisibleEntities> {
    const cached = this.#cache.get(user);
    if (cached) {
      return cached;
    }
    const visible = this.#query(credentials);
    this.#cache.set(user, visible);
    visible.catch(() => {
      if (this.#cache.get(user) === visible) {
        this.#cache.delete(user);
      }
    });
    return visible;
  }

  async #query(credentials: BackstageCredentials): Promise<VisibleEntities> {
    const fields = ['kind', 'metadata.namespace', 'metadata.name'];
    const entityRefs: string[] = [];
    let page = await this.#catalog.queryEntities(
      {
        filter: { kind: assessableKinds },
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
        return { all: false, entityRefs };
      }
      page = await this.#catalog.queryEntities(
        { cursor, fields, limit: PAGE_SIZE },
        { credentials },
      );
    }
  }
}
