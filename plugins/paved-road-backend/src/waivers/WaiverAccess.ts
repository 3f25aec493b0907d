import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  isErrorWithName,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  waiverRequestPermission,
  waiverReviewPermission,
} from '@paved-road/plugin-paved-road-common';
import { EntityAccess, EntityExistence } from '../catalog/types';
import { actorOf } from '../http/actorOf';
import { StoredWaiver, WaiverStore } from './WaiverStore';

/** What a policy lets somebody do with the waivers of an entity. */
export interface WaiverRights {
  request: boolean;
  review: boolean;
}

/** A waiver that the caller may read. */
export interface ReadableWaiver {
  stored: StoredWaiver;
  /** Absent when it is not in the catalog any more. */
  entity?: Entity;
}

/** Decides who may read, request and review waivers. */
export class WaiverAccess {
  readonly #store: Pick<WaiverStore, 'get'>;
  readonly #entities: EntityAccess & EntityExistence;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;

  constructor(options: {
    store: Pick<WaiverStore, 'get'>;
    entities: EntityAccess & EntityExistence;
    permissions: PermissionsService;
    auth: AuthService;
  }) {
    this.#store = options.store;
    this.#entities = options.entities;
    this.#permissions = options.permissions;
    this.#auth = options.auth;
  }

  /** The person, or the service that acts for itself. */
  actorOf(credentials: BackstageCredentials): string {
    return actorOf(this.#auth, credentials, 'use waivers');
  }

  /**
   * The waiver, if the caller may see its entity. Nobody can say any more who may see an entity that is gone, so its
   * waivers are for those who see everything.
   *
   * @throws NotFoundError when there is none or it may not be read; the two are not told apart
   */
  async demandReadable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ReadableWaiver> {
    const stored = await this.#store.get(id);
    if (stored) {
      const { entityRef } = stored;
      try {
        return {
          stored,
          entity: await this.#entities.getVisibleEntity(entityRef, credentials),
        };
      } catch (error) {
        if (!isErrorWithName(error, 'NotFoundError')) {
          throw error;
        }
      }
      const { all } = await this.#entities.getVisibleEntities(credentials);
      if (all && !(await this.#entities.exists(entityRef))) {
        return { stored };
      }
    }
    throw new NotFoundError(`No waiver ${id}`);
  }

  /** What the caller may do with the waivers of each of the entities, by reference; asked for at once. */
  async rightsOn(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Map<string, WaiverRights>> {
    const unique = [...new Set(entityRefs)];
    if (unique.length === 0) {
      return new Map();
    }
    const decisions = await this.#permissions.authorize(
      unique.flatMap(resourceRef => [
        { permission: waiverRequestPermission, resourceRef },
        { permission: waiverReviewPermission, resourceRef },
      ]),
      { credentials },
    );
    const isAllowed = (index: number) =>
      decisions[index].result === AuthorizeResult.ALLOW;
    return new Map(
      unique.map((entityRef, index) => [
        entityRef,
        { request: isAllowed(2 * index), review: isAllowed(2 * index + 1) },
      ]),
    );
  }

  /** As {@link rightsOn}, of one entity. */
  async rightsOnEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<WaiverRights> {
    const rights = await this.rightsOn([entityRef], credentials);
    return rights.get(entityRef)!;
  }

  /** @throws NotAllowedError */
  async demandRequest(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { request } = await this.rightsOnEntity(entityRef, credentials);
    if (!request) {
      throw new NotAllowedError(
        `You may not ask for waivers of ${entityRef}; its owner may`,
      );
    }
  }

  /** @throws NotAllowedError */
  async demandReview(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { review } = await this.rightsOnEntity(entityRef, credentials);
    if (!review) {
      throw new NotAllowedError(
        `You may not approve or reject waivers of ${entityRef}`,
      );
    }
  }

  /**
   * Reviewers revoke any waiver, others their own.
   *
   * @throws NotAllowedError
   */
  async demandRevoke(
    stored: StoredWaiver,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const { entityRef } = stored;
    const rights = await this.rightsOnEntity(entityRef, credentials);
    if (!mayRevoke(stored, this.actorOf(credentials), rights)) {
      throw new NotAllowedError(
        `You may not revoke waivers of ${entityRef} that somebody else asked for`,
      );
    }
  }
}

/** Whether a policy lets somebody revoke a waiver, whatever its status. */
export function mayRevoke(
  { requestedBy }: Pick<StoredWaiver, 'requestedBy'>,
  actor: string,
  { request, review }: WaiverRights,
): boolean {
  return review || (request && requestedBy === actor);
}
