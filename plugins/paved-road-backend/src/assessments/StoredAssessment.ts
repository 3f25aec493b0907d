import {
  Advice,
  AssessmentEvent,
  ComparableSnapshot,
  LifeCycleState,
  PlatformId,
  Profile,
  Standing,
  Weights,
} from '@paved-road/plugin-paved-road-common';
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
