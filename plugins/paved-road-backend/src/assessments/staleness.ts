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
    /** The catalog is not as it was when it was assessed. */
    catalogMoved: boolean;
  },
  criteria: StaleCriteria,
): StaleReason[] {
  const { status, modelVersion, reviewedAt, catalogMoved } = assessment;
  const reasons: StaleReason[] = [];
  if (!liveStatuses.includes(status)) {
    return reasons;
  }
  if (modelVersion !== criteria.modelVersion) {
    reasons.push('model-version');
  }
  if (
    status === 'approved' &&
    reviewedAt !== undefined &&
    reviewedAt < criteria.approvedBefore
  ) {
    reasons.push('age');
  }
  if (catalogMoved) {
    reasons.push('catalog');
  }
  return reasons;
}
