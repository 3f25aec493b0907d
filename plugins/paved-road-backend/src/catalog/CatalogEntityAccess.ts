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
import { assessableKinds } from './entityRecord';
import { EntityAccess, EntityExistence, VisibleEntities } from './types';

const PAGE_SIZE = 500;
const CACHE_MILLISECONDS = 10_000;
const CACHED_USERS = 200;

interface CacheEntry {
  expires: number;
  visible: Promise<VisibleEntities>;
}

/** EntityAccess that asks the catalog, so that its permission policy decides. */
export class CatalogEntityAccess implements EntityAccess, EntityExistence {
  readonly #catalog: CatalogService;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;
  readonly #now: () => number;
  readonly #cache = new Map<string, CacheEntry>();

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
    this.#now = options.now ?? Date.now;
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
    if (cached && cached.expires > this.#now()) {
      return cached.visible;
    }
    const visible = this.#query(credentials);
    const entry = { expires: this.#now() + CACHE_MILLISECONDS, visible };
    this.#cache.delete(user);
    this.#cache.set(user, entry);
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > CACHED_USERS) {
      this.#cache.delete(oldest);
    }
    visible.catch(() => {
      if (this.#cache.get(user) === entry) {
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
