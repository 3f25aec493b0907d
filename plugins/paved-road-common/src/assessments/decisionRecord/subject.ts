import {
  Advice,
  Contribution,
  RankedPattern,
  RankedPlacement,
} from '../../advisor/advice';
import { getCorePattern, Pattern, PlainPattern } from '../../advisor/patterns';
import { DecisionModel } from '../../advisor/DecisionModel';
import { Weights } from '../../advisor/ids';
import { announcedPlacement } from '../../advisor/placement/announcedPlacement';
import { Placement } from '../../advisor/placement/placements';
import { LanguageModelAdvice } from '../../advisor/placement/schemas';
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
  /** What people call an entity; the name part of its reference where it is not known. */
  nameOf?(ref: string): string | undefined;
}

/** A subject with what its record is told in. */
export interface RecordSource {
  subject: DecisionRecordSubject;
  model: DecisionModel;
  checks: string[];
  nameOf(ref: string): string;
}

export function isNothingEligible({ ranking }: Advice): boolean {
  return !ranking.some(({ eligible }) => eligible);
}

/** The pattern that the model stands for; none where there are not enough answers or nothing is eligible. */
export function recommendedPattern(advice: Advice): Pattern | undefined {
  return advice.recommendation.verdict === 'not-enough-answers' ||
    isNothingEligible(advice)
    ? undefined
    : advice.recommendation.pattern;
}

/** The pattern that is decided, or else recommended. */
export function chosenPattern({
  advice,
  decision,
}: DecisionRecordSubject): Pattern | undefined {
  return decision?.pattern ?? recommendedPattern(advice);
}

/** The placement that is decided, or else recommended. */
export function chosenPlacement({
  advice,
  decision,
}: DecisionRecordSubject): Placement | undefined {
  return decision?.placement ?? announcedPlacement(advice);
}

/** What the advice says of a language model. */
export interface UsedLanguageModel {
  placements: RankedPlacement[];
  advice: LanguageModelAdvice;
}

/** Undefined where none is used. */
export function findLanguageModel({
  subject: {
    advice: { placements, languageModel },
  },
}: RecordSource): UsedLanguageModel | undefined {
  return placements && languageModel && { placements, advice: languageModel };
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

/** How the core of a pattern runs, see `getCorePattern`. */
export function coreIn({ advice }: DecisionRecordSubject, pattern: Pattern) {
  return getCorePattern(pattern, advice.recommendation, advice.ranking);
}

/** The weighed criteria of a pattern; those of its core for a hybrid. */
export function weighedContributions(
  subject: DecisionRecordSubject,
  pattern: Pattern,
): Contribution[] {
  return (
    findRanked(subject, coreIn(subject, pattern))?.contributions ?? []
  ).filter(({ weight }) => weight > 0);
}

export function findRanked(
  { advice }: DecisionRecordSubject,
  pattern: PlainPattern,
): RankedPattern | undefined {
  return advice.ranking.find(option => option.pattern === pattern);
}
