import { Advice, Contribution, RankedPattern } from '../../advisor/advice';
import { coreOf } from '../../advisor/coreOf';
import { DecisionModel } from '../../advisor/DecisionModel';
import { Weights } from '../../advisor/ids';
import { Pattern } from '../../advisor/patterns';
import { Profile } from '../../advisor/profile';
import { LifeCycleState } from '../lifeCycle';
import { AssessmentEvent } from '../schemas';

/**
 * What a decision record tells: an assessment, or one that is not stored yet, because its entity is
 * still to be created, and so has no id.
 *
 * @public
 */
export type DecisionRecordSubject = LifeCycleState & {
  id?: string;
  entityRef: string;
  profile: Profile;
  weights?: Weights;
  advice: Advice;
  author: string;
  updatedAt: string;
  /** When it should be looked at again, ISO 8601. */
  reviewAt?: string;
  events: AssessmentEvent[];
};

/** @public */
export interface DecisionRecordOptions {
  /** Whose words are used for questions, criteria and platforms; the model without any change when absent. */
  model?: DecisionModel;
  /** Titles of the scorecard's checks that confirm the decision. */
  checks?: string[];
}

/** A subject with what its record is told in. */
export interface RecordSource extends Required<DecisionRecordOptions> {
  subject: DecisionRecordSubject;
}

export function chosenPattern({
  advice,
  decision,
}: DecisionRecordSubject): Pattern {
  return decision?.pattern ?? advice.recommendation.pattern;
}

/** The patterns that the record weighs; a hybrid only where it is recommended or chosen. */
export function consideredPatterns({
  advice,
  decision,
}: DecisionRecordSubject): Pattern[] {
  const considered: Pattern[] = advice.ranking.map(({ pattern }) => pattern);
  return [advice.recommendation.pattern, decision?.pattern].includes('hybrid')
    ? [...considered, 'hybrid']
    : considered;
}

/** The weighed criteria of a pattern; those of its core for a hybrid. */
export function contributionsOf(
  subject: DecisionRecordSubject,
  pattern: Pattern,
): Contribution[] {
  const { recommendation, ranking } = subject.advice;
  const core = coreOf(pattern, recommendation, ranking);
  return (rankedOf(subject, core)?.contributions ?? []).filter(
    ({ weight }) => weight > 0,
  );
}

export function rankedOf(
  { advice }: DecisionRecordSubject,
  pattern: Pattern,
): RankedPattern | undefined {
  return advice.ranking.find(option => option.pattern === pattern);
}
