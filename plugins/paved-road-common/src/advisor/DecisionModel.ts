import {
  AnswerRatings,
  answerRatings,
  StageRatings,
  stageRatings,
} from './fitRatings';
import { criterionWeights } from './fit/criterionWeights';
import { DemandRule, demandTable } from './fit/demandTable';
import { BuiltInCriterionId, PlatformId } from './ids';
import { criteria, Criterion, modelVersion } from './model';
import { PlainPattern } from './patterns';
import { Assumption, assumptions } from './quantities/assumptions';
import {
  defaultPlatform,
  PlatformModel,
  platformModels,
} from './quantities/platforms';
import { Question, QuestionPath, questions } from './questions';

/** A criterion with what it weighs and what asks for it. @public */
export interface ModelCriterion extends Criterion {
  demand: DemandRule;
  /** What it weighs by judgement, from which the estimate starts, 0..5. */
  priorWeight: number;
}

/** What an answer has to be for a filter to apply. @public */
export type FilterCondition =
  | { path: QuestionPath; is: readonly (string | number)[] }
  | { path: QuestionPath; above: number }
  | { path: QuestionPath; below: number };

/** A policy of the organisation: which pattern is not eligible, and when. @public */
export interface OrganisationFilter {
  id: string;
  pattern: PlainPattern;
  /** All must hold; a filter without conditions always applies. An open answer meets no condition. */
  when: readonly FilterCondition[];
  /** The policy in one sentence. */
  text: string;
  /** Where the policy is written down. */
  source: string;
  /** What would lift it. */
  liftedBy: readonly string[];
}

/**
 * The decision model as a value: what is asked, rated and weighed, and the numbers that are assumed.
 * All advice is given by one; `createModel` makes one from the built-in tables and what an
 * organisation changed.
 *
 * @public
 */
export interface DecisionModel {
  /** Version of the built-in model; with what the organisation changed, `+` and a fingerprint of it. */
  version: string;
  /** Where functions run while nobody chooses a platform. */
  defaultPlatform: PlatformId;
  criteria: readonly ModelCriterion[];
  questions: readonly Question[];
  assumptions: readonly Assumption[];
  platforms: Readonly<Record<PlatformId, PlatformModel>>;
  filters: readonly OrganisationFilter[];
  answerRatings: AnswerRatings;
  stageRatings: StageRatings;
}

/** The model without any change. @public */
export const defaultModel: DecisionModel = {
  version: modelVersion,
  defaultPlatform,
  criteria: criteria.map(criterion => {
    const id = criterion.id as BuiltInCriterionId;
    const { prior, estimated } = criterionWeights[id];
    return {
      ...criterion,
      demand: { ...demandTable[id], weight: estimated },
      priorWeight: prior,
    };
  }),
  questions,
  assumptions,
  platforms: platformModels,
  filters: [],
  answerRatings,
  stageRatings,
};
