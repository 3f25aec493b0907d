import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
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
import { StoredAssessment } from './AssessmentStore';
import { AssessmentVisibility } from './AssessmentSummaryStore';

/** Whose assessments of one entity the caller may read. */
interface EntityReadAccess {
  /** Absent when it is not in the catalog any more, and when the caller may not see it. */
  entity?: Entity;
  /** Whether the caller may read none of them. */
  isHidden?: boolean;
  /** Only those of this author; absent for all. */
  author?: string;
}

/** Decides who may read and change assessments. */
export class AssessmentAccess extends RecordAccess<StoredAssessment> {
  constructor(options: AccessOptions<StoredAssessment>) {
    super('assessment', options);
  }

  /** Takes the same steps for a hidden entity as for a missing one, so that time does not tell them apart. */
  async entityReadAccess(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<EntityReadAccess> {
    const entity = await this.lookAt(entityRef, credentials);
    return typeof entity === 'object'
      ? { entity }
      : {
          isHidden: entity === 'hidden',
          author: await this.#onlyAuthor(credentials),
        };
  }

  async listVisibility(
    credentials: BackstageCredentials,
  ): Promise<AssessmentVisibility> {
    const [entities, author] = await Promise.all([
      this.entities.getVisibleEntities(credentials),
      this.#onlyAuthor(credentials),
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

  /** Those of the entities whose assessments the caller may review; asked for at once. */
  async reviewable(
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

  /** Its author may, and those with a permission of their own. */
  protected async mayReadOrphaned(
    stored: StoredAssessment,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const author = await this.#onlyAuthor(credentials);
    return author === undefined || author === stored.author;
  }

  /** Whose assessments of entities that are gone the caller may read; undefined for everybody's. */
  async #onlyAuthor(
    credentials: BackstageCredentials,
  ): Promise<string | undefined> {
    const seesAll = await isAllowed(
      this.permissions,
      { permission: orphanedAssessmentReadPermission },
      credentials,
    );
    return seesAll ? undefined : this.actorOf(credentials);
  }
}
