import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  Assessment,
  CatalogChange,
  compareSnapshots,
} from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Advisor } from '../advisor/types';
import { CatalogFactsReader } from '../catalog/CatalogFactsReader';
import { snapshotOf, toSnapshotText } from '../catalog/catalogSnapshot';
import { etagOf } from '../http/etag';
import { StaleCriteria, StoredAssessment } from './AssessmentStore';
import { staleReasons } from './staleness';

/** Shows stored assessments as they are today. */
export class AssessmentPresenter {
  readonly #advisor: Advisor;
  readonly #facts: CatalogFactsReader;
  readonly #reviewAfterDays: number;
  readonly #now: () => DateTime;

  constructor(options: {
    advisor: Advisor;
    facts: CatalogFactsReader;
    /** After how many days an approved assessment is stale. */
    reviewAfterDays: number;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#advisor = options.advisor;
    this.#facts = options.facts;
    this.#reviewAfterDays = options.reviewAfterDays;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** When assessments are stale today. */
  staleCriteria(): StaleCriteria {
    return {
      modelVersion: this.#advisor.modelVersion,
      approvedBefore: this.#now()
        .minus({ days: this.#reviewAfterDays })
        .toJSDate()
        .toISOString(),
    };
  }

  /** @param entity - the assessed entity; absent when it is not in the catalog any more */
  async present(
    assessment: StoredAssessment,
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Assessment> {
    const [presented] = await this.presentAll(
      [assessment],
      entity,
      credentials,
    );
    return presented;
  }

  /** @param assessments - of the same entity */
  async presentAll(
    assessments: StoredAssessment[],
    entity: Entity | undefined,
    credentials: BackstageCredentials,
  ): Promise<Assessment[]> {
    const changesOf = entity
      ? await this.#comparison(assessments, entity, credentials)
      : () => [];
    const criteria = this.staleCriteria();
    return assessments.map(({ revision, snapshot, ...assessment }) => {
      const reviewedAt =
        'review' in assessment ? assessment.review.at : undefined;
      const catalogChanges = changesOf(snapshot);
      const stale = staleReasons(
        {
          status: assessment.status,
          modelVersion: assessment.advice.modelVersion,
          reviewedAt,
          catalogMoved: catalogChanges.length > 0,
        },
        criteria,
      );
      return {
        ...assessment,
        orphaned: entity === undefined,
        stale,
        ...(stale.includes('catalog') && { catalogChanges }),
        ...(assessment.status === 'approved' && {
          reviewAt: this.#reviewAt(assessment.review.at),
        }),
        etag: etagOf(revision),
      };
    });
  }

  /** Tells what moved since a snapshot; the models among it are looked up once. */
  async #comparison(
    assessments: StoredAssessment[],
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<(before: StoredAssessment['snapshot']) => CatalogChange[]> {
    const now = snapshotOf(entity);
    const text = toSnapshotText(now);
    const moved = assessments
      .flatMap(({ snapshot = now }) => snapshot)
      .filter(snapshot => toSnapshotText(snapshot) !== text);
    const models =
      moved.length > 0
        ? await this.#facts.modelsAmong(
            [now, ...moved].flatMap(({ dependencies }) => dependencies),
            credentials,
          )
        : undefined;
    return before => (before ? compareSnapshots(before, now, models) : []);
  }

  #reviewAt(approvedAt: string): string {
    return DateTime.fromISO(approvedAt, { zone: 'utc' })
      .plus({ days: this.#reviewAfterDays })
      .toJSDate()
      .toISOString();
  }
}
