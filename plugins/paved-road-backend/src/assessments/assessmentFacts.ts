import {
  Advice,
  AssessmentFacts,
  AssessmentStatus,
  Decision,
  StaleReason,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { StaleCriteria } from './AssessmentStore';

/** Statuses in which an assessment can go stale; a rejected or superseded one is history. */
const liveStatuses: AssessmentStatus[] = ['draft', 'submitted', 'approved'];

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

/* A snapshot is absent in older rows, and where the entity is gone; then nothing has moved. */
export const snapshotMoved =
  '(a.snapshot IS NOT NULL AND e.snapshot IS NOT NULL AND a.snapshot <> e.snapshot)';

/** The same rule as staleReasons, which cannot page. */
export function isStale(
  stale: StaleCriteria,
): (condition: Knex.QueryBuilder) => void {
  return condition =>
    condition
      .where(live =>
        live
          .whereIn('a.status', liveStatuses)
          .where(reason =>
            reason
              .whereNot('a.model_version', stale.modelVersion)
              .orWhereRaw(snapshotMoved),
          ),
      )
      .orWhere(age =>
        age
          .where('a.status', 'approved')
          .where('a.reviewed_at', '<', new Date(stale.approvedBefore)),
      );
}

/** What rules may know of an advice and what was decided on it. */
export function toAdviceFacts(
  { modelVersion, recommendation, risks }: Advice,
  decision: Decision | undefined,
): Pick<
  AssessmentFacts,
  'pattern' | 'recommendedPattern' | 'stage' | 'modelVersion' | 'highRisks'
> {
  const highRisks = risks.filter(({ severity }) => severity === 'high');
  return {
    pattern: decision?.pattern ?? recommendation.pattern,
    recommendedPattern: recommendation.pattern,
    stage: recommendation.stage,
    modelVersion,
    highRisks: [...new Set(highRisks.map(({ id }) => id))],
  };
}
