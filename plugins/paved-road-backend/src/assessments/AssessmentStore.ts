import {
  Advice,
  AssessmentEvent,
  ComparableSnapshot,
  LifeCycleState,
  Page,
  PlatformId,
  Profile,
  Standing,
  Weights,
} from '@paved-road/plugin-paved-road-common';
import { PageRequest } from '../database/paging';
import { RecordChange } from '../records/RecordTable';

/** A stored assessment, without anything that depends on the day or the catalog. */
export type StoredAssessment = AssessmentContent & LifeCycleState;

/** The part that does not depend on the status. */
export interface AssessmentContent {
  id: string;
  entityRef: string;
  author: string;
  /** Number of writes, from 1. */
  revision: number;
  profile: Profile;
  weights?: Weights;
  assumptions?: Record<string, number>;
  platform?: PlatformId;
  advice: Advice;
  /** Absent until the first pass after an update of Paved Road. */
  standing?: Standing;
  /** The catalog snapshot that it is based on. */
  snapshot?: ComparableSnapshot;
  createdAt: string;
  updatedAt: string;
  /** Oldest first. */
  events: AssessmentEvent[];
}

export type AssessmentChange = RecordChange<StoredAssessment>;

/**
 * When an assessment is stale. A changed catalog, and an answer that the current model or measurements change, make it
 * stale without a criterion.
 */
export interface StaleCriteria {
  /** Earlier approvals are stale; ISO 8601. */
  approvedBefore: string;
}

/** Stores assessments and their events. Every write is all or nothing. */
export interface AssessmentStore {
  /**
   * Stores a new assessment. If one has the same id, or the author has used the idempotency key for the entity, returns
   * that one and writes nothing.
   */
  create(
    change: AssessmentChange,
    idempotencyKey?: string,
  ): Promise<{ created: boolean; assessment: StoredAssessment }>;

  get(id: string): Promise<StoredAssessment | undefined>;

  /**
   * Writes the changes in the given order, each with its event.
   *
   * @returns the assessments with their new revisions; undefined, without a write, if one of them was written since it
   *   was read, or an entity would get a second approved one
   */
  save(changes: AssessmentChange[]): Promise<StoredAssessment[] | undefined>;

  /** @returns false, without a deletion, if it was written since it was read */
  delete(id: string, revision: number): Promise<boolean>;

  /**
   * The assessments of an entity, newest first.
   *
   * @throws InputError if the cursor belongs to another list
   */
  history(
    entityRef: string,
    page: PageRequest,
    author?: string,
  ): Promise<Page<StoredAssessment>>;

  /**
   * The counting assessment of each entity that has one: the approved one, else the submitted one, else the newest.
   *
   * @param author - only assessments of this author
   */
  findCounting(
    entityRefs: string[],
    author?: string,
  ): Promise<Map<string, StoredAssessment>>;
}
