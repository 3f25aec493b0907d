import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  assessmentEditPermission,
  assessmentReviewPermission,
  orphanedAssessmentReadPermission,
} from '@paved-road/plugin-paved-road-common';
import {
  AccessOptions,
  demandAllowed,
  isAllowed,
  RecordAccess,
} from '../records/RecordAccess';
import { StoredAssessment } from './StoredAssessment';
import { AssessmentVisibility } from './AssessmentSummaryStore';

/** The assessments of an entity that the caller may read. */
interface EntityReadAccess {
  /** Absent if it was removed, or the caller may not see it. */
  entity?: Entity;
  /** Whether the caller may read none of them. */
  isHidden?: boolean;
  /** Only by this author; absent for all. */
  author?: string;
}

/** Decides who may read and change assessments. */
export class AssessmentAccess extends RecordAccess<StoredAssessment> {
  constructor(options: AccessOptions<StoredAssessment>) {
    super('assessment', options);
  }

  /** Takes the same steps for a hidden and a missing entity, so that response times do not reveal which it is. */
  async entityReadAccess(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityReadAccess> {
    const entity = await this.lookAt(entityRef, credentials);
    return typeof entity === 'object'
      ? { entity }
      : {
          isHidden: entity === 'hidden',
          author: await this.#restrictToAuthor(credentials),
        };
  }

  async listVisibility(
    credentials: BackstageCredentials,
  ): Promise<AssessmentVisibility> {
    const [entities, author] = await Promise.all([
      this.entities.getVisibleEntities(credentials),
      this.#restrictToAuthor(credentials),
    ]);
    return {
      entities,
      orphaned: author === undefined ? { all: true } : { all: false, author },
    };
  }

  /** @throws NotAllowedError */
  async demandEdit(
    { entityRef }: Pick<StoredAssessment, 'entityRef'>,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await demandAllowed(
      this.permissions,
      { permission: assessmentEditPermission, resourceRef: entityRef },
      credentials,
      `You may not create or change assessments of ${entityRef}`,
    );
  }

  /** @throws NotAllowedError */
  async demandReview(
    { entityRef }: Pick<StoredAssessment, 'entityRef'>,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await demandAllowed(
      this.permissions,
      { permission: assessmentReviewPermission, resourceRef: entityRef },
      credentials,
      `You may not review assessments of ${entityRef}`,
    );
  }

  /** @throws NotAllowedError if the caller may neither edit nor review it */
  async demandComment(
    { entityRef }: Pick<StoredAssessment, 'entityRef'>,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const rights = await this.rightsTo(
      { edit: assessmentEditPermission, review: assessmentReviewPermission },
      [entityRef],
      credentials,
    );
    const { edit, review } = rights.get(entityRef) ?? {};
    if (!edit && !review) {
      throw new NotAllowedError(
        `You may not comment on assessments of ${entityRef}`,
      );
    }
  }

  /** Whether the caller may review the assessments of some entities. */
  async mayReviewAny(credentials: BackstageCredentials): Promise<boolean> {
    const [{ result }] = await this.permissions.authorizeConditional(
      [{ permission: assessmentReviewPermission }],
      { credentials },
    );
    return result !== AuthorizeResult.DENY;
  }

  /** The entities whose assessments the caller may review, in one request. */
  async filterReviewable(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const rights = await this.rightsTo(
      { review: assessmentReviewPermission },
      entityRefs,
      credentials,
    );
    return new Set(entityRefs.filter(ref => rights.get(ref)?.review));
  }

  /** The author may, and everyone with the permission. */
  protected async mayReadOrphaned(
    stored: StoredAssessment,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const author = await this.#restrictToAuthor(credentials);
    return author === undefined || author === stored.author;
  }

  /** The author whose assessments of removed entities the caller may read; undefined for everyone's. */
  async #restrictToAuthor(
    credentials: BackstageCredentials,
  ): Promise<string | undefined> {
    const seesAll = await isAllowed(
      this.permissions,
      { permission: orphanedAssessmentReadPermission },
      credentials,
    );
    return seesAll ? undefined : this.identifyActor(credentials);
  }
}
