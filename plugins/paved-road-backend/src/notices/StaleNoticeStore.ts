import { AssessmentSummary } from '@paved-road/plugin-paved-road-common';
import { StaleCriteria } from '../assessments/AssessmentStore';

/** A stale assessment of an entity that has an owner. */
export type StaleAssessment = AssessmentSummary & { owner: string };

/** Remembers of which stale assessments their owners were told. */
export interface StaleNoticeStore {
  /** Approved assessments that are stale and that nobody was told of yet, sorted by owner. */
  findUntold(stale: StaleCriteria, limit: number): Promise<StaleAssessment[]>;
  /** @param at - ISO 8601 */
  markTold(assessmentIds: string[], at: string): Promise<void>;
  /** Forgets those that are fresh again, so that they are told of when they get stale once more. */
  forgetFresh(stale: StaleCriteria): Promise<void>;
}
