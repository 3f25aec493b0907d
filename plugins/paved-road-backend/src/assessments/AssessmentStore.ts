import {
  Advice,
  AssessmentEvent,
  AssessmentFacts,
  AssessmentStatus,
  AssessmentSummary,
  ComparableSnapshot,
  LifeCycleState,
  Measured,
  Page,
  Pattern,
  PlatformId,
  Profile,
  Weights,
} from '@paved-road/plugin-paved-road-common';
import { VisibleEntities } from '../catalog/types';
import { PageRequest } from '../database/paging';
import { RecordChange } from '../records/RecordTable';

/** An assessment as it is kept; what depends on the day or on the catalog is not part of it. */
export type StoredAssessment = AssessmentContent & LifeCycleState;

/** What does not depend on where an assessment stands in its life. */
export interface AssessmentContent {
  id: string;
  entityRef: string;
  author: string;
  /** Counts the writes, from 1. */
  revision: number;
  profile: Profile;
  weights?: Weights;
  assumptions?: Record<string, number>;
  platform?: PlatformId;
  advice: Advice;
  /** What it rests on in the catalog; absent in those that are older than snapshots. */
  snapshot?: ComparableSnapshot;
  createdAt: string;
  updatedAt: string;
  /** Oldest first. */
  events: AssessmentEvent[];
}

export type AssessmentChange = RecordChange<StoredAssessment>;

/** When an assessment should be looked at again. */
export interface StaleCriteria {
  /**
   * Versions of the decision model whose results are those of today. Drafts, submitted and approved ones of another
   * version are stale. They also are when the catalog has moved, or the answer under measurement, which needs no
   * criterion.
   */
  modelVersions: readonly string[];
  /** Those approved before are stale; ISO 8601. */
  approvedBefore: string;
}

/** Whose assessments a list may contain. */
export interface AssessmentVisibility {
  entities: VisibleEntities;
  /** Which assessments of entities that are gone: all, or those of one author. */
  orphaned: { all: true } | { all: false; author: string };
}

export interface AssessmentFilter {
  status?: AssessmentStatus;
  pattern?: Pattern;
  owner?: string;
  stale?: boolean;
  /** Whether another pattern or placement is decided than the model recommends. */
  overridden?: boolean;
  /** How an approved one stands under measurement. */
  measured?: Measured['status'];
  author?: string;
}

/** How an assessment stands under measurement. */
export interface MeasuredStanding {
  /** Absent where nothing is measured that could change its answer. */
  facts?: AssessmentFacts['measured'];
  /** Whether the answer has been another one for long enough to be looked at again. */
  isStale: boolean;
}

/** What an assessment waits for. */
export type Waiting =
  | {
      /** Whether a reviewer returned it and it was not submitted again. */
      for: 'submission' | 'requested changes';
      author: string;
    }
  | {
      for: 'review';
      /** Of those in which this person has no part. */
      reviewer: string;
      /** Only those that wait less long than this one, which was submitted at that time, ISO 8601. */
      after?: { at: string; id: string };
    };

/** What an assessment is going to be, though it is not yet. */
export interface AssumedStatus {
  id: string;
  status: AssessmentStatus;
  /** ISO 8601. */
  at: string;
}

/** Keeps assessments and their events. Every write is all or nothing. */
export interface AssessmentStore {
  /**
   * Keeps a new assessment, unless there is one with its id, whosever it is, or its author already made one
   * for the entity with the same idempotency key; then that one is returned and nothing is written.
   */
  create(
    change: AssessmentChange,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; assessment: StoredAssessment }>;

  get(id: string): Promise<StoredAssessment | undefined>;

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the assessments with their new revisions, or undefined when one of them was written
   * since it was read, or when an entity would get a second approved one; then nothing is written
   */
  save(changes: AssessmentChange[]): Promise<StoredAssessment[] | undefined>;

  /** @returns false when it was written since it was read; then it stays */
  delete(id: string, revision: number): Promise<boolean>;

  /** The approved assessment of an entity. */
  findApproved(entityRef: string): Promise<StoredAssessment | undefined>;

  /**
   * The assessments of an entity, newest first.
   *
   * @throws InputError when the cursor is not one of this store
   */
  history(
    entityRef: string,
    page: PageRequest,
    author?: string,
  ): Promise<Page<StoredAssessment>>;

  /**
   * Assessments of all entities, newest first.
   *
   * @throws InputError when the cursor is not one of this store
   */
  list(
    filter: AssessmentFilter,
    visibility: AssessmentVisibility,
    stale: StaleCriteria,
    page: PageRequest,
  ): Promise<Page<AssessmentSummary>>;

  /**
   * Assessments that wait for somebody, of entities in the catalog: for review, those that wait longest first; others,
   * those that changed last first.
   */
  waiting(
    waiting: Waiting,
    visible: VisibleEntities,
    stale: StaleCriteria,
    limit: number,
  ): Promise<{ items: AssessmentSummary[]; totalItems: number }>;

  /**
   * The assessment that counts for each entity that has one, by entity reference: the approved one,
   * else the submitted one, else the newest.
   *
   * @param author - looks at the assessments of this author only
   */
  findCounting(
    entityRefs: string[],
    author?: string,
  ): Promise<Map<string, StoredAssessment>>;

  /** How assessments stand under measurement, by id; those that were not held against it are absent. */
  findMeasured(ids: string[]): Promise<Map<string, MeasuredStanding>>;

  /**
   * What rules may know of the assessments that count, see {@link findCounting}.
   *
   * @param assumed - as if one of them had another status
   */
  factsFor(
    entityRefs: string[],
    stale: StaleCriteria,
    assumed?: AssumedStatus,
  ): Promise<Map<string, AssessmentFacts>>;
}
