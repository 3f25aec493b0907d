import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  Assessment,
  AssessmentFacts,
  AssessmentQuery,
  AssessmentSummary,
  CatalogChange,
  CatalogFacts,
  compareSnapshots,
  EntityAssessmentsPage,
  Page,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { toCatalogSnapshot, toSnapshotText } from '../catalog/catalogSnapshot';
import { assertAssessable, normalizeEntityRef } from '../catalog/entityRecord';
import { EntityAccess } from '../catalog/types';
import { PageRequest } from '../database/paging';
import { Caller } from '../http/Caller';
import { formatEtag } from '../http/etag';
import { AssessmentFactsSource } from '../scorecards/types';
import { AssessmentAccess } from './AssessmentAccess';
import { listStaleReasons } from './assessmentRules';
import { AssessmentStore } from './AssessmentStore';
import { StaleCriteria, StoredAssessment } from './StoredAssessment';
import { AssessmentSummaryStore } from './AssessmentSummaryStore';
import { ModelCheckStore } from './ModelCheckStore';

/** The use cases of reading assessments, as of today. */
export class AssessmentReader implements AssessmentFactsSource {
  constructor(
    private readonly options: {
      store: AssessmentStore;
      summaries: AssessmentSummaryStore;
      access: AssessmentAccess;
      entities: EntityAccess;
      facts: CatalogFactsReader;
      modelChecks: Pick<ModelCheckStore, 'findChanged'>;
      /** After how many days an approved assessment is stale. */
      reviewAfterDays: number;
    },
  ) {}

  async get(id: string, { credentials }: Caller): Promise<Assessment> {
    const { stored, entity } = await this.options.access.demandReadable(
      id,
      credentials,
    );
    return await this.present(stored, entity, credentials);
  }

  /**
   * The assessments of an entity, newest first, and the counting one.
   *
   * @throws NotFoundError if the caller may not see the entity
   */
  async historyOf(
    entityRef: string,
    page: PageRequest,
    { credentials }: Caller,
  ): Promise<EntityAssessmentsPage> {
    assertAssessable(entityRef);
    const { entity, isHidden, author } =
      await this.options.access.entityReadAccess(entityRef, credentials);
    // Even for a hidden entity, see entityReadAccess.
    const [history, counting] = await Promise.all([
      this.options.store.history(entityRef, page, author),
      this.options.store.findCounting([entityRef], author),
    ]);
    if (isHidden || (!entity && history.totalItems === 0)) {
      throw new NotFoundError(`No entity ${entityRef} in the catalog`);
    }
    const items = await this.#presentAll(
      [...history.items, ...counting.values()],
      entity,
      credentials,
    );
    return {
      ...history,
      items: items.slice(0, history.items.length),
      counting: items[history.items.length],
    };
  }

  /** Assessments of all entities that the caller may see, newest first. */
  async list(
    { limit, cursor, owner, author, ...filter }: AssessmentQuery,
    { credentials }: Caller,
  ): Promise<Page<AssessmentSummary>> {
    return await this.options.summaries.list(
      {
        ...filter,
        owner: owner && normalizeEntityRef(owner, 'owner', 'group'),
        author: author && normalizeEntityRef(author, 'author', 'user'),
      },
      await this.options.access.listVisibility(credentials),
      this.staleCriteria(),
      { limit, cursor },
    );
  }

  async factsFor(entityRefs: string[]): Promise<Map<string, AssessmentFacts>> {
    return await this.options.summaries.factsFor(
      entityRefs,
      this.staleCriteria(),
    );
  }

  /** Data of an entity in the catalog that an assessment can use. */
  async catalogFacts(
    entityRef: string,
    { credentials }: Caller,
  ): Promise<CatalogFacts> {
    assertAssessable(entityRef);
    return await this.options.facts.factsOf(
      await this.options.entities.getVisibleEntity(entityRef, credentials),
      credentials,
    );
  }

  /** Today's criteria. */
  staleCriteria(): StaleCriteria {
    return {
      approvedBefore: DateTime.utc()
        .minus({ days: this.options.reviewAfterDays })
        .toJSDate()
        .toISOString(),
    };
  }

  /** @param entity - absent if it was removed */
  async present(
    assessment: StoredAssessment,
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Assessment> {
    const [presented] = await this.#presentAll(
      [assessment],
      entity,
      credentials,
    );
    return presented;
  }

  /** @param assessments - of the same entity */
  async #presentAll(
    assessments: StoredAssessment[],
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Assessment[]> {
    const findChanges = entity
      ? await this.#comparison(assessments, entity, credentials)
      : () => [];
    const criteria = this.staleCriteria();
    const ids = assessments.map(({ id }) => id);
    const changedByModel = await this.options.modelChecks.findChanged(ids);
    return assessments.map(({ revision, snapshot, ...assessment }) => {
      const reviewedAt =
        'review' in assessment ? assessment.review.at : undefined;
      const catalogChanges = findChanges(snapshot);
      const stale = listStaleReasons(
        {
          status: assessment.status,
          modelDiffers: changedByModel.has(assessment.id),
          reviewedAt,
          catalogMoved: catalogChanges.length > 0,
          standing: assessment.standing?.id,
        },
        criteria,
      );
      return {
        ...assessment,
        orphaned: entity === undefined,
        stale,
        ...(stale.includes('catalog') && { catalogChanges }),
        ...(assessment.status === 'approved' && {
          reviewAt: this.#computeReviewAt(assessment.review.at),
        }),
        etag: formatEtag(revision),
      };
    });
  }

  /** Creates a function that lists changes since a snapshot. Looks up models once. */
  async #comparison(
    assessments: StoredAssessment[],
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<(before: StoredAssessment['snapshot']) => CatalogChange[]> {
    const now = toCatalogSnapshot(entity);
    const text = toSnapshotText(now);
    const moved = assessments
      .flatMap(({ snapshot = now }) => snapshot)
      .filter(snapshot => toSnapshotText(snapshot) !== text);
    const models =
      moved.length > 0
        ? await this.options.facts.modelsAmong(
            [now, ...moved].flatMap(({ dependencies }) => dependencies),
            credentials,
          )
        : undefined;
    return before => (before ? compareSnapshots(before, now, models) : []);
  }

  #computeReviewAt(approvedAt: string): string {
    return DateTime.fromISO(approvedAt, { zone: 'utc' })
      .plus({ days: this.options.reviewAfterDays })
      .toJSDate()
      .toISOString();
  }
}
