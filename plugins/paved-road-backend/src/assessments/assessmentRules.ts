import {
  Advice,
  approveAssessment,
  AssessmentAction,
  AssessmentEvent,
  AssessmentFacts,
  AssessmentStatus,
  assessmentStatuses,
  Decision,
  isCurrent,
  LifeCycleState,
  rejectAssessment,
  requestChanges,
  Review,
  StaleReason,
  StandingId,
  submitAssessment,
  supersedeAssessment,
  withdrawAssessment,
} from '@paved-road/plugin-paved-road-common';
import {
  AnswerSummary,
  computeStanding,
  recommendedPlacement,
} from '@paved-road/plugin-paved-road-common/advisor';
import { Knex } from 'knex';
import {
  AssessmentChange,
  StaleCriteria,
  StoredAssessment,
} from './StoredAssessment';

/** Statuses that can become stale; rejected and superseded assessments are history. */
export const liveStatuses = assessmentStatuses.filter(status =>
  isCurrent({ status }),
);

/** Why an assessment is stale; empty if it is fresh. */
export function listStaleReasons(
  assessment: {
    status: AssessmentStatus;
    /** The current model changes the answer. */
    modelDiffers: boolean;
    /** ISO 8601 in UTC; absent until it is reviewed. */
    reviewedAt?: string;
    /** The catalog has changed since. */
    catalogMoved: boolean;
    standing?: StandingId;
  },
  criteria: StaleCriteria,
): StaleReason[] {
  const { status, modelDiffers, reviewedAt, catalogMoved, standing } =
    assessment;
  const reasons: StaleReason[] = [];
  if (!liveStatuses.includes(status)) {
    return reasons;
  }
  if (modelDiffers) {
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
  if (status === 'approved' && standing === 'no-longer-holds') {
    reasons.push('measured');
  }
  return reasons;
}

/* New advice of the model voids an earlier comparison with it. */
export const modelDiffers =
  '(a.changed_by IS NOT NULL AND a.changed_by <> a.model_version)';

/* A removed entity has no snapshot, and has not changed. */
export const snapshotMoved =
  '(a.snapshot IS NOT NULL AND e.snapshot IS NOT NULL AND a.snapshot <> e.snapshot)';

const noLongerHolds =
  "(a.status = 'approved' AND COALESCE(a.standing_id, '') = 'no-longer-holds')";

/**
 * The rule of {@link listStaleReasons} in SQL, for lists.
 *
 * @param options - `measured`: whether measurements are a reason
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
            reason.whereRaw(modelDiffers).orWhereRaw(snapshotMoved),
          ),
      )
      .orWhere(age =>
        age
          .where('a.status', 'approved')
          .where('a.reviewed_at', '<', new Date(stale.approvedBefore)),
      );
    if (measured) {
      condition.orWhereRaw(noLongerHolds);
    }
  };
}

/** Whether two models give the same answer with the same verdict; fits, costs and texts may differ. */
export function isSameAnswer(
  before: AnswerSummary,
  after: AnswerSummary,
): boolean {
  return toAnswerKey(before) === toAnswerKey(after);
}

function toAnswerKey(answer: AnswerSummary): string {
  const { recommendation, ranking, placements = [], languageModel } = answer;
  const { pattern, core, background, verdict } = recommendation;
  return JSON.stringify([
    { pattern, core, background, verdict },
    ranking.find(ranked => ranked.pattern === core)?.eligible,
    recommendedPlacement(answer),
    // Without an eligible placement, its verdict has no meaning.
    placements.some(({ eligible }) => eligible) && languageModel?.verdict,
  ]);
}

/** What rules can read of an advice and its decision. */
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

export const assessmentMoves = [
  'submit',
  'withdraw',
  'approve',
  'request-changes',
  'reject',
] as const satisfies readonly AssessmentAction[];

export type Move = (typeof assessmentMoves)[number];

/** The new status and the event of each action. */
const moves: Record<
  Move,
  {
    event: AssessmentEvent['action'];
    next: (assessment: StoredAssessment, review: Review) => LifeCycleState;
  }
> = {
  // Without a decision, it accepts the recommendation.
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

/** Whether reviewers do it. */
export function isReview(action: Move): boolean {
  return action !== 'submit' && action !== 'withdraw';
}

export function moveAssessment(
  assessment: StoredAssessment,
  action: Move,
  review: Review,
): AssessmentChange {
  const { event, next } = moves[action];
  const state = next(assessment, review);
  return toAssessmentChange(withState(assessment, state), event, review);
}

/** The write that supersedes the approved assessment of an entity. */
export function supersedeBy(
  { id }: StoredAssessment,
  earlier: StoredAssessment,
  { by, at }: Review,
): AssessmentChange {
  return toSupersededChange(earlier, {
    by,
    at,
    comment: `Replaced by assessment ${id}`,
  });
}

export function toSupersededChange(
  assessment: StoredAssessment,
  review: Review,
): AssessmentChange {
  const state = supersedeAssessment(assessment);
  return toAssessmentChange(withState(assessment, state), 'superseded', review);
}

/** The assessment with another state, without properties of the old one. */
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

/** The write of an assessment with its event. */
export function toAssessmentChange(
  assessment: StoredAssessment,
  action: AssessmentEvent['action'],
  { by, at, comment }: Review,
): AssessmentChange {
  return {
    record: {
      ...assessment,
      updatedAt: at,
      // Measurements count again after the next pass.
      standing: computeStanding(assessment),
    },
    event: { at, actor: by, action, comment },
  };
}
