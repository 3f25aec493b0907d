import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { EntityAccess, EntityExistence } from '../catalog/types';
import { identifyActor } from '../http/Caller';

/** A record that the caller may read. */
export interface Readable<T> {
  stored: T;
  /** Undefined if it is no longer in the catalog. */
  entity?: Entity;
}

export interface AccessOptions<T> {
  store: { get(id: string): Promise<T | undefined> };
  entities: EntityAccess & EntityExistence;
  permissions: PermissionsService;
  auth: AuthService;
}

type EntityPermission = ResourcePermission<'catalog-entity'>;

/** Whether the policy allows a request. */
export async function isAllowed(
  permissions: PermissionsService,
  request: AuthorizePermissionRequest,
  credentials: BackstageCredentials,
): Promise<boolean> {
  const [{ result }] = await permissions.authorize([request], { credentials });
  return result === AuthorizeResult.ALLOW;
}

/** @throws NotAllowedError with this message if the policy forbids it */
export async function demandAllowed(
  permissions: PermissionsService,
  request: AuthorizePermissionRequest,
  credentials: BackstageCredentials,
  message: string,
): Promise<void> {
  if (!(await isAllowed(permissions, request, credentials))) {
    throw new NotAllowedError(message);
  }
}

/** Decides who may read records of entities, and which actions the policy allows. */
export abstract class RecordAccess<T extends { entityRef: string }> {
  protected readonly entities: EntityAccess & EntityExistence;
  protected readonly permissions: PermissionsService;

  /** @param what - the kind of record in the singular, for messages */
  constructor(
    private readonly what: string,
    private readonly options: AccessOptions<T>,
  ) {
    this.entities = options.entities;
    this.permissions = options.permissions;
  }

  /** The person, or the service that acts for itself. */
  identifyActor(credentials: BackstageCredentials): string {
    return identifyActor(this.options.auth, credentials, `use ${this.what}s`);
  }

  /**
   * The record, if the caller may read it: callers who see its entity, or if the entity was deleted, callers that
   * {@link RecordAccess.mayReadOrphaned} allows.
   *
   * @throws NotFoundError if it does not exist or the caller may not read it, without distinction
   */
  async demandReadable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Readable<T>> {
    const stored = await this.options.store.get(id);
    if (stored) {
      const entity = await this.lookAt(stored.entityRef, credentials);
      if (typeof entity === 'object') {
        // Reading an entity that took over the name archives the record.
        const current = await this.options.store.get(id);
        if (current?.entityRef === stored.entityRef) {
          return { stored: current, entity };
        }
      }
      if (
        entity === 'gone' &&
        (await this.mayReadOrphaned(stored, credentials))
      ) {
        return { stored };
      }
    }
    throw new NotFoundError(`No ${this.what} ${id}`);
  }

  /** @throws ConflictError if the entity was removed */
  demandEntity({ stored, entity }: Readable<T>): Entity {
    if (!entity) {
      throw new ConflictError(
        `${stored.entityRef} is no longer in the catalog, so its ${this.what}s are kept as they are`,
      );
    }
    return entity;
  }

  /** Whether the caller may read a record of an entity that is no longer in the catalog. */
  protected abstract mayReadOrphaned(
    stored: T,
    credentials: BackstageCredentials,
  ): Promise<boolean>;

  /** The entity as the caller sees it. */
  protected async lookAt(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | 'hidden' | 'gone'> {
    try {
      return await this.entities.getVisibleEntity(entityRef, credentials);
    } catch (error) {
      if (!isErrorWithName(error, 'NotFoundError')) {
        throw error;
      }
    }
    return (await this.entities.exists(entityRef)) ? 'hidden' : 'gone';
  }

  /** The actions that the policy allows on each entity, by reference, with one request. */
  protected async rightsTo<Action extends string>(
    permissions: Record<Action, EntityPermission>,
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, Record<Action, boolean>>> {
    const unique = [...new Set(entityRefs)];
    const actions = Object.keys(permissions) as Action[];
    const requests = unique.flatMap(resourceRef =>
      actions.map(action => ({ permission: permissions[action], resourceRef })),
    );
    const decisions =
      requests.length === 0
        ? []
        : await this.permissions.authorize(requests, { credentials });
    const allowed = decisions.map(
      ({ result }) => result === AuthorizeResult.ALLOW,
    );
    return new Map(
      unique.map((entityRef, index) => [
        entityRef,
        Object.fromEntries(
          actions.map((action, offset) => [
            action,
            allowed[index * actions.length + offset],
          ]),
        ) as Record<Action, boolean>,
      ]),
    );
  }
}
