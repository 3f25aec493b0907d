import {
  approveAssessment,
  AssessmentAction,
  AssessmentEvent,
  LifeCycleState,
  rejectAssessment,
  requestChanges,
  Review,
  submitAssessment,
  supersedeAssessment,
  withdrawAssessment,
} from '@paved-road/plugin-paved-road-common';
import { AssessmentChange, StoredAssessment } from './AssessmentStore';

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
  return changeOf(withState(assessment, state), event, review);
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
  return changeOf(withState(earlier, state), 'superseded', review);
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
export function changeOf(
  assessment: StoredAssessment,
  action: AssessmentEvent['action'],
  { by, at, comment }: Review,
): AssessmentChange {
  return {
    record: { ...assessment, updatedAt: at },
    event: { at, actor: by, action, comment },
  };
}
