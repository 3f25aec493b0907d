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
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  assessmentEditPermission,
  assessmentReviewPermission,
  orphanedAssessmentReadPermission,
} from '@paved-road/plugin-paved-road-common';
import { EntityAccess, EntityExistence } from '../catalog/types';
import { actorOf } from '../http/actorOf';
import {
  AssessmentStore,
  AssessmentVisibility,
  StoredAssessment,
} from './AssessmentStore';

/** An assessment that the caller may read. */
export interface ReadableAssessment {
  stored: StoredAssessment;
  /** Absent when it is not in the catalog any more. */
  entity?: Entity;
}

/** Whose assessments of one entity the caller may read. */
export interface EntityReadAccess {
  /** Absent when it is not in the catalog any more. */
  entity?: Entity;
  /** Only those of this author; absent for all. */
  author?: string;
}

/** Decides who may read and change assessments. */
export class AssessmentAccess {
  readonly #store: AssessmentStore;
  readonly #entities: EntityAccess & EntityExistence;
  readonly #permissions: PermissionsService;
  readonly #auth: AuthService;

  constructor(options: {
    store: AssessmentStore;
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
    return actorOf(this.#auth, credentials, 'use assessments');
  }

  /**
   * The assessment, if the caller may read it: those who see its entity may; when the entity is gone,
   * its author and those with a permission of their own.
   *
   * @throws NotFoundError when there is none or it may not be read; the two are not told apart
   */
  async demandReadable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<ReadableAssessment> {
    const missing = new NotFoundError(`No assessment ${id}`);
    const stored = await this.#store.get(id);
    if (!stored) {
      throw missing;
    }
    const access = await this.#entityReadAccess(stored.entityRef, credentials);
    if (!access) {
      throw missing;
    }
    if (access.author !== undefined && access.author !== stored.author) {
      throw missing;
    }
    return { stored, entity: access.entity };
  }

  /** @throws NotFoundError when the entity may not be seen, now or when it was there */
  async demandEntityReadAccess(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityReadAccess> {
    const access = await this.#entityReadAccess(entityRef, credentials);
    if (!access) {
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    }
    return access;
  }

  async listVisibility(
    credentials: BackstageCredentials,
  ): Promise<AssessmentVisibility> {
    const [entities, seesOrphaned] = await Promise.all([
      this.#entities.getVisibleEntities(credentials),
      this.#maySeeOrphaned(credentials),
    ]);
    return {
      entities,
      orphaned: seesOrphaned
        ? { all: true }
        : { all: false, author: this.actorOf(credentials) },
    };
  }

  /** @throws NotAllowedError */
  async demandEdit(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.#may(assessmentEditPermission, entityRef, credentials))) {
      throw new NotAllowedError(
        `You may not create or change assessments of ${entityRef}`,
      );
    }
  }

  /** @throws NotAllowedError */
  async demandReview(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (
      !(await this.#may(assessmentReviewPermission, entityRef, credentials))
    ) {
      throw new NotAllowedError(
        `You may not review assessments of ${entityRef}`,
      );
    }
  }

  /** Those of the entities whose assessments the caller may review; asked for at once. */
  async reviewable(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const unique = [...new Set(entityRefs)];
    const decisions =
      unique.length === 0
        ? []
        : await this.#permissions.authorize(
            unique.map(resourceRef => ({
              permission: assessmentReviewPermission,
              resourceRef,
            })),
            { credentials },
          );
    return new Set(
      unique.filter(
        (_, index) => decisions[index].result === AuthorizeResult.ALLOW,
      ),
    );
  }

  /** @throws ConflictError when the entity is gone */
  demandEntity({ stored, entity }: ReadableAssessment): Entity {
    if (!entity) {
      throw new ConflictError(
        `${stored.entityRef} is not in the catalog any more, so its assessments are kept as they are`,
      );
    }
    return entity;
  }

  /** @returns undefined when nothing may be read */
  async #entityReadAccess(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityReadAccess | undefined> {
    try {
      return {
        entity: await this.#entities.getVisibleEntity(entityRef, credentials),
      };
    } catch (error) {
      if (!isErrorWithName(error, 'NotFoundError')) {
        throw error;
      }
    }
    if (await this.#entities.exists(entityRef)) {
      return undefined;
    }
    return (await this.#maySeeOrphaned(credentials))
      ? {}
      : { author: this.actorOf(credentials) };
  }

  async #may(
    permission: ResourcePermission<'catalog-entity'>,
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: entityRef }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }

  async #maySeeOrphaned(credentials: BackstageCredentials): Promise<boolean> {
    const [decision] = await this.#permissions.authorize(
      [{ permission: orphanedAssessmentReadPermission }],
      { credentials },
    );
    return decision.result === AuthorizeResult.ALLOW;
  }
}
