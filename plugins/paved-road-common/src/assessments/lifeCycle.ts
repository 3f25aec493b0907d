import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { Advice } from '../advisor/explain/advice';
import { recommendedPlacement } from '../advisor/explain/recommendedPlacement';
import { Profile } from '../advisor/profile/profile';
import { Decision } from '../advisor/profile/request';
import { Assessment, AssessmentEvent } from './schemas';
import { relateDecision, StandingSource } from './standing/relateDecision';

/** The status of an assessment with its data. @public */
export type LifeCycleState =
  | { status: 'draft'; decision?: Decision }
  | { status: 'submitted'; decision: Decision; submitted: Submission }
  | ReviewedState;

/** @public */
export type ReviewedState = {
  status: 'approved' | 'rejected' | 'superseded';
  decision: Decision;
  submitted: Submission;
  review: Review;
};

/** Author and time of a submission. @public */
export type Submission = { by: string; at: string };

/** Author, time and comment of a review. @public */
export type Review = Submission & { comment?: string };

/** Author, time and comment of a change request. @public */
export type RequestedChanges = Submission & { comment: string };

/** The input of the life cycle; every Assessment is one. @public */
export type LifeCycleSubject = LifeCycleState & {
  author: string;
  /** Its history. */
  events: readonly Pick<AssessmentEvent, 'actor' | 'action'>[];
  profile: Profile;
  advice: Advice;
};

/** @public */
export const assessmentActions = [
  'edit',
  'submit',
  'withdraw',
  'approve',
  'request-changes',
  'reject',
] as const;

/** An action on an assessment. @public */
export type AssessmentAction = (typeof assessmentActions)[number];

const requiredStatus: Record<AssessmentAction, Assessment['status']> = {
  edit: 'draft',
  submit: 'draft',
  withdraw: 'submitted',
  approve: 'submitted',
  'request-changes': 'submitted',
  reject: 'submitted',
};

const participle: Record<AssessmentAction, string> = {
  edit: 'changed',
  submit: 'submitted',
  withdraw: 'withdrawn',
  approve: 'approved',
  'request-changes': 'returned',
  reject: 'rejected',
};

/** Whether a profile has an answer. @public */
export function hasAnswers(profile: Profile): boolean {
  return Object.values(profile).some(
    group =>
      group !== undefined &&
      Object.values(group).some(answer => answer !== undefined),
  );
}

/**
 * The actions that the status of an assessment allows a person. Permissions may restrict them further.
 *
 * @param actor - entity reference of the person
 * @public
 */
export function availableActions(
  subject: LifeCycleSubject,
  actor: string,
): AssessmentAction[] {
  return assessmentActions.filter(action => {
    if (subject.status !== requiredStatus[action]) {
      return false;
    }
    switch (action) {
      case 'submit':
        return submissionProblem(subject) === undefined;
      case 'approve':
      case 'request-changes':
      case 'reject':
        return !isInvolved(subject, actor);
      default:
        return true;
    }
  });
}

/**
 * Only drafts can be changed or deleted.
 *
 * @throws ConflictError if it is not a draft
 * @public
 */
export function assertEditable<T extends LifeCycleSubject>(
  subject: T,
): asserts subject is Extract<T, { status: 'draft' }> {
  demandStatus(subject, 'edit');
}

/**
 * Submits a draft. The recommendation fills in a missing pattern or placement. Without enough answers for a placement,
 * it stays open.
 *
 * @throws ConflictError if it is not a draft
 * @throws InputError if the profile has no answer; if the decision overrides the recommendation, or has a placement
 * without a recommendation, and has no rationale; or if all placements are ruled out and the decision has none
 * @public
 */
export function submitAssessment(
  subject: LifeCycleSubject,
  submitted: Submission,
): LifeCycleState {
  demandStatus(subject, 'submit');
  const problem = submissionProblem(subject);
  if (problem) {
    throw new InputError(problem);
  }
  return {
    status: 'submitted',
    decision: completeDecision(subject),
    submitted,
  };
}

/**
 * Withdraws a submitted assessment to a draft, which keeps its decision.
 *
 * @throws ConflictError if it is not submitted
 * @public
 */
export function withdrawAssessment(subject: LifeCycleSubject): LifeCycleState {
  const { decision } = demandStatus(subject, 'withdraw');
  return { status: 'draft', decision };
}

/**
 * Approves a submitted assessment. It supersedes the approved one of the same entity, see {@link supersedeAssessment}.
 *
 * @throws ConflictError if it is not submitted
 * @throws NotAllowedError if the reviewer is its author or submitted it
 * @public
 */
export function approveAssessment(
  subject: LifeCycleSubject,
  review: Review,
): ReviewedState {
  return reviewAssessment(subject, 'approve', 'approved', review);
}

/**
 * Returns a submitted assessment to its author as a draft, which keeps its decision. See {@link findRequestedChanges}.
 *
 * @throws ConflictError if it is not submitted
 * @throws NotAllowedError if the reviewer is its author or submitted it
 * @throws InputError if the comment is empty
 * @public
 */
export function requestChanges(
  subject: LifeCycleSubject,
  changes: RequestedChanges,
): LifeCycleState {
  const { decision } = demandReviewable(subject, 'request-changes', changes);
  if (!changes.comment.trim()) {
    throw new InputError('comment: describe the requested changes');
  }
  return { status: 'draft', decision };
}

/** The changes requested by the last reviewer; undefined if there are none, or after the next submission. @public */
export function findRequestedChanges({
  status,
  events,
}: Pick<Assessment, 'status' | 'events'>): RequestedChanges | undefined {
  const last =
    status === 'draft'
      ? events.findLast(({ action }) => action !== 'updated')
      : undefined;
  return last?.action === 'returned'
    ? { by: last.actor, at: last.at, comment: last.comment ?? '' }
    : undefined;
}

/**
 * Rejects a submitted assessment. This is final.
 *
 * @throws ConflictError if it is not submitted
 * @throws NotAllowedError if the reviewer is its author or submitted it
 * @public
 */
export function rejectAssessment(
  subject: LifeCycleSubject,
  review: Review,
): ReviewedState {
  return reviewAssessment(subject, 'reject', 'rejected', review);
}

/**
 * Supersedes an approved assessment by a newer one of its entity. Its review stays.
 *
 * @throws ConflictError if it is not approved
 * @public
 */
export function supersedeAssessment(subject: LifeCycleSubject): ReviewedState {
  if (subject.status !== 'approved') {
    throw new ConflictError(
      `Only an approved assessment can be superseded, this one is ${subject.status}`,
    );
  }
  const { decision, submitted, review } = subject;
  return { status: 'superseded', decision, submitted, review };
}

function reviewAssessment(
  subject: LifeCycleSubject,
  action: 'approve' | 'reject',
  status: 'approved' | 'rejected',
  review: Review,
): ReviewedState {
  const { decision, submitted } = demandReviewable(subject, action, review);
  return { status, decision, submitted, review };
}

function demandReviewable(
  subject: LifeCycleSubject,
  action: 'approve' | 'request-changes' | 'reject',
  { by }: Submission,
) {
  const submitted = demandStatus(subject, action);
  if (isInvolved(subject, by)) {
    throw new NotAllowedError(
      `Assessments are ${participle[action]} by a second person, and ${by} wrote or submitted this one`,
    );
  }
  return submitted;
}

type Started<A extends AssessmentAction> = Extract<
  LifeCycleSubject,
  { status: A extends 'edit' | 'submit' ? 'draft' : 'submitted' }
>;

function demandStatus<A extends AssessmentAction>(
  subject: LifeCycleSubject,
  action: A,
): Started<A> {
  const needed = requiredStatus[action];
  if (subject.status !== needed) {
    const remedy =
      needed === 'draft' && subject.status === 'submitted'
        ? '; withdraw it first'
        : '';
    throw new ConflictError(
      `Only a ${needed} assessment can be ${participle[action]}, this one is ${subject.status}${remedy}`,
    );
  }
  return subject as Started<A>;
}

function completeDecision({ decision, advice }: LifeCycleSubject): Decision {
  return { ...recommendedIn(advice), ...decision };
}

/** The decision, with the recommendation for missing parts. */
function recommendedIn(advice: LifeCycleSubject['advice']): Recommended {
  const placement = recommendedPlacement(advice);
  return {
    pattern: advice.recommendation.pattern,
    ...(placement && { placement }),
  };
}

function submissionProblem(subject: LifeCycleSubject): string | undefined {
  if (!hasAnswers(subject.profile)) {
    return 'profile: no question is answered; answer at least one before you submit';
  }
  const recommended = recommendedIn(subject.advice);
  const decision = completeDecision(subject);
  const unsupported = listUnsupported({ ...subject, decision });
  const { placements } = subject.advice;
  const { placement } = decision;
  if (!placement && placements?.every(({ eligible }) => !eligible)) {
    return 'decision.placement: every placement of the language model is ruled out; change an answer that rules one out, or decide for a placement and enter decision.rationale';
  }
  if (unsupported.length === 0 || decision.rationale?.trim()) {
    return undefined;
  }
  if (placement && !recommended.placement) {
    return placements?.some(it => it.placement === placement && !it.eligible)
      ? `decision.rationale: ${placement} is ruled out; enter a reason, or change the answer that rules it out`
      : `decision.rationale: no placement is recommended; enter a reason for ${placement}, or omit decision.placement`;
  }
  const listed = (from: Recommended) =>
    unsupported.map(axis => from[axis]).join(' and ');
  return `decision.rationale: the decision for ${listed(decision)} overrides the recommended ${listed(recommended)}; enter a reason, or decide for ${listed(recommended)}`;
}

type Recommended = Pick<Decision, 'pattern' | 'placement'>;

/**
 * The parts of a decision that need a rationale: they override the recommendation or are decided without one, and
 * differ from the leader.
 *
 * @public
 */
export function listUnsupported(
  source: StandingSource,
): ('pattern' | 'placement')[] {
  const recommended = recommendedIn(source.advice);
  return (['pattern', 'placement'] as const).filter(
    choice =>
      source.decision?.[choice] !== recommended[choice] &&
      ['override', 'unsupported'].includes(
        relateDecision(source, choice) ?? '',
      ),
  );
}

/** Authors and submitters cannot review. */
function isInvolved(subject: LifeCycleSubject, person: string): boolean {
  return (
    person === subject.author ||
    (subject.status !== 'draft' && person === subject.submitted.by) ||
    subject.events.some(
      ({ actor, action }) =>
        (action === 'updated' || action === 'submitted') && actor === person,
    )
  );
}
