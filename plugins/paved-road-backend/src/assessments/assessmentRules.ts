import {
  Advice,
  approveAssessment,
  AssessmentAction,
  AssessmentEvent,
  AssessmentFacts,
  AssessmentStatus,
  Decision,
  LifeCycleState,
  rejectAssessment,
  requestChanges,
  Review,
  StaleReason,
  submitAssessment,
  supersedeAssessment,
  withdrawAssessment,
} from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import {
  AssessmentChange,
  StaleCriteria,
  StoredAssessment,
} from './AssessmentStore';

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
    /** The answer has been another one under measurement for long enough. */
    answerMoved: boolean;
  },
  criteria: StaleCriteria,
): StaleReason[] {
  const { status, modelVersion, reviewedAt, catalogMoved, answerMoved } =
    assessment;
  const reasons: StaleReason[] = [];
  if (!liveStatuses.includes(status)) {
    return reasons;
  }
  if (!criteria.modelVersions.includes(modelVersion)) {
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
  if (status === 'approved' && answerMoved) {
    reasons.push('measured');
  }
  return reasons;
}

/* A snapshot is absent in older rows, and where the entity is gone; then nothing has moved. */
export const snapshotMoved =
  '(a.snapshot IS NOT NULL AND e.snapshot IS NOT NULL AND a.snapshot <> e.snapshot)';

/* Few are, and an index has them. */
const answerMoved =
  "(a.status = 'approved' AND a.id IN (SELECT assessment_id FROM measured_decisions WHERE stale_at IS NOT NULL))";

/**
 * The same rule as staleReasons, which cannot page.
 *
 * @param options - `measured`: whether another answer under measurement is a reason, too
 */
export function isStale(
  stale: StaleCriteria,
  { measured = true } = {},
): (condition: Knex.QueryBuilder) => void {
  return condition => {
    condition
      .where(live =>
        live
          .whereIn('a.status', liveStatuses)
          .where(reason =>
            reason
              .whereNotIn('a.model_version', stale.modelVersions)
              .orWhereRaw(snapshotMoved),
          ),
      )
      .orWhere(age =>
        age
          .where('a.status', 'approved')
          .where('a.reviewed_at', '<', new Date(stale.approvedBefore)),
      );
    if (measured) {
      condition.orWhereRaw(answerMoved);
    }
  };
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

/** What leads an assessment from its draft to a decision. */
export const assessmentMoves = [
  'submit',
  'withdraw',
  'approve',
  'request-changes',
  'reject',
] as const satisfies readonly AssessmentAction[];

export type Move = (typeof assessmentMoves)[number];

/** What becomes of an assessment, and what its history says. */
const moves: Record<
  Move,
  {
    event: AssessmentEvent['action'];
    next: (assessment: StoredAssessment, review: Review) => LifeCycleState;
  }
> = {
  // Without a decision it accepts the recommendation.
  submit: {
    event: 'submitted',
    next: (assessment, { by, at }) => submitAssessment(assessment, { by, at }),
  },
  withdraw: { event: 'withdrawn', next: withdrawAssessment },
  approve: { event: 'approved', next: approveAssessment },
  'request-changes': {
    event: 'returned',
    next: (assessment, { comment = '', ...submission }) =>
      requestChanges(assessment, { ...submission, comment }),
  },
  reject: { event: 'rejected', next: rejectAssessment },
};

/** Whether it is a reviewer who does it. */
export function isReview(action: Move): boolean {
  return action !== 'submit' && action !== 'withdraw';
}

/** The write that leads an assessment on. */
export function moveAssessment(
  assessment: StoredAssessment,
  action: Move,
  review: Review,
): AssessmentChange {
  const { event, next } = moves[action];
  const state = next(assessment, review);
  return toChange(withState(assessment, state), event, review);
}

/** The write of what becomes of the approved assessment of an entity when another one is approved. */
export function supersedeBy(
  { id }: StoredAssessment,
  earlier: StoredAssessment,
  { by, at }: Review,
): AssessmentChange {
  const state = supersedeAssessment(earlier);
  const comment = `Replaced by assessment ${id}`;
  const review = { by, at, comment };
  return toChange(withState(earlier, state), 'superseded', review);
}

/** The assessment in another state, without what belonged to the old one. */
function withState(
  assessment: StoredAssessment,
  state: LifeCycleState,
): StoredAssessment {
  const {
    status,
    decision,
    submitted,
    review,
    ...content
  }: StoredAssessment & { submitted?: unknown; review?: unknown } = assessment;
  return { ...content, ...state };
}

/** The write of an assessment with what somebody did to it. */
export function toChange(
  assessment: StoredAssessment,
  action: AssessmentEvent['action'],
  { by, at, comment }: Review,
): AssessmentChange {
  return {
    record: { ...assessment, updatedAt: at },
    event: { at, actor: by, action, comment },
  };
}
