import { Advice } from '../../advisor/explain/advice';
import {
  Contribution,
  RankedPattern,
  RankedPlacement,
} from '../../advisor/choice/schemas';
import {
  getCorePattern,
  Pattern,
  PlainPattern,
} from '../../advisor/profile/patterns';
import { DecisionModel } from '../../advisor/options/DecisionModel';
import { Weights } from '../../advisor/profile/ids';
import { recommendedPlacement } from '../../advisor/explain/recommendedPlacement';
import { Placement } from '../../advisor/profile/placements';
import { LanguageModelAdvice } from '../../advisor/explain/placementSchemas';
import { Profile } from '../../advisor/profile/profile';
import { LifeCycleState } from '../lifeCycle';
import { AssessmentEvent } from '../schemas';

/**
 * The assessment in a decision record. It has no id while its entity does not exist yet.
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
  /** When to review it, ISO 8601. */
  reviewAt?: string;
  events: AssessmentEvent[];
};

/** @public */
export interface DecisionRecordOptions {
  /** The model with the titles of questions, criteria and platforms; by default without an extension. */
  model?: DecisionModel;
  /** Titles of the checks that confirm the decision. */
  checks?: string[];
  /** The title of an entity; by default the name in its reference. */
  nameOf?(ref: string): string | undefined;
}

/** An assessment with the model and names for its record. */
export interface RecordSource {
  subject: DecisionRecordSubject;
  model: DecisionModel;
  checks: string[];
  nameOf(ref: string): string;
}

export function isNothingEligible({ ranking }: Advice): boolean {
  return !ranking.some(({ eligible }) => eligible);
}

/** The recommended pattern; undefined without enough answers or an eligible option. */
export function recommendedPattern(advice: Advice): Pattern | undefined {
  return advice.recommendation.verdict === 'not-enough-answers' ||
    isNothingEligible(advice)
    ? undefined
    : advice.recommendation.pattern;
}

/** The decided pattern, or else the recommended one. */
export function chosenPattern({
  advice,
  decision,
}: DecisionRecordSubject): Pattern | undefined {
  return decision?.pattern ?? recommendedPattern(advice);
}

/** The decided placement, or else the recommended one. */
export function chosenPlacement({
  advice,
  decision,
}: DecisionRecordSubject): Placement | undefined {
  return decision?.placement ?? recommendedPlacement(advice);
}

/** The part of the advice about a language model. */
export interface UsedLanguageModel {
  placements: RankedPlacement[];
  advice: LanguageModelAdvice;
}

/** Undefined if the service uses none. */
export function findLanguageModelAdvice({
  subject: {
    advice: { placements, languageModel },
  },
}: RecordSource): UsedLanguageModel | undefined {
  return placements && languageModel && { placements, advice: languageModel };
}

/** The patterns to compare; a hybrid only if it is recommended or chosen. */
export function consideredPatterns({
  advice,
  decision,
}: DecisionRecordSubject): Pattern[] {
  const considered: Pattern[] = advice.ranking.map(({ pattern }) => pattern);
  return [advice.recommendation.pattern, decision?.pattern].includes('hybrid')
    ? [...considered, 'hybrid']
    : considered;
}

/** The plain pattern of the core path. */
export function coreIn({ advice }: DecisionRecordSubject, pattern: Pattern) {
  return getCorePattern(pattern, advice.recommendation, advice.ranking);
}

/** The criteria of an option with a weight above 0. */
export function withWeight(
  ranked: { contributions: Contribution[] } | undefined,
): Contribution[] {
  return (ranked?.contributions ?? []).filter(({ weight }) => weight > 0);
}

export function findRankedPattern(
  { advice }: DecisionRecordSubject,
  pattern: PlainPattern,
): RankedPattern | undefined {
  return advice.ranking.find(option => option.pattern === pattern);
}
