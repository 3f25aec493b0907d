import {
  AssessmentStatus,
  StaleReason,
} from '@paved-road/plugin-paved-road-common';
import { StaleCriteria } from './AssessmentStore';

/** Statuses in which an assessment can go stale; a rejected or superseded one is history. */
export const liveStatuses: AssessmentStatus[] = [
  'draft',
  'submitted',
  'approved',
];

/** Reasons why an assessment should be looked at again; empty when it is fresh. */
export function staleReasons(
  assessment: {
    status: AssessmentStatus;
    modelVersion: string;
    /** ISO 8601 in UTC; absent until it is reviewed. */
    reviewedAt?: string;
  },
  criteria: StaleCriteria,
): StaleReason[] {
  const { status, modelVersion, reviewedAt } = assessment;
  const reasons: StaleReason[] = [];
  if (liveStatuses.includes(status) && modelVersion !== criteria.modelVersion) {
    reasons.push('model-version');
  }
  if (
    status === 'approved' &&
    reviewedAt !== undefined &&
    reviewedAt < criteria.approvedBefore
  ) {
    reasons.push('age');
  }
  return reasons;
}
