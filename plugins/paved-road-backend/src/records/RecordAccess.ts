import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  ConflictError,
  isErrorWithName,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { EntityAccess, EntityExistence } from '../catalog/types';
import { identifyActor } from '../http/Caller';

/** A record that the caller may read. */
export interface Readable<T> {
  stored: T;
  /** Absent when it is not in the catalog any more. */
  entity?: Entity;
}

/** What access to records of entities is decided on. */
export interface AccessOptions<T> {
  store: { get(id: string): Promise<T | undefined> };
  entities: EntityAccess & EntityExistence;
  permissions: PermissionsService;
  auth: AuthService;
}

type EntityPermission = ResourcePermission<'catalog-entity'>;

/** Whether a policy lets somebody do something. */
export async function isAllowed(
  permissions: PermissionsService,
  request: AuthorizePermissionRequest,
  credentials: BackstageCredentials,
): Promise<boolean> {
  const [{ result }] = await permissions.authorize([request], { credentials });
  return result === AuthorizeResult.ALLOW;
}

/** @throws NotAllowedError with this message when a policy forbids it */
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

/** Decides who may read records of entities, and asks the policy what they may do with them. */
export abstract class RecordAccess<T extends { entityRef: string }> {
  protected readonly entities: EntityAccess & EntityExistence;
  protected readonly permissions: PermissionsService;

  /** @param what - the records are, in the singular, for messages */
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
   * The record, if the caller may read it: those who see its entity may; when the entity is gone, those who
   * {@link RecordAccess.mayReadOrphaned} lets.
   *
   * @throws NotFoundError when there is none or it may not be read; the two are not told apart
   */
  async demandReadable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Readable<T>> {
    const stored = await this.options.store.get(id);
    if (stored) {
      const entity = await this.lookAt(stored.entityRef, credentials);
      if (typeof entity === 'object') {
        // Where another entity has its name now, looking at that took the record away from it.
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

  /** @throws ConflictError when the entity is gone */
  demandEntity({ stored, entity }: Readable<T>): Entity {
    if (!entity) {
      throw new ConflictError(
        `${stored.entityRef} is not in the catalog any more, so its ${this.what}s are kept as they are`,
      );
    }
    return entity;
  }

  /** Whether the caller may read a record of an entity that is not in the catalog any more. */
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

  /** What a policy lets the caller do to each of the entities, by reference; asked for at once. */
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
