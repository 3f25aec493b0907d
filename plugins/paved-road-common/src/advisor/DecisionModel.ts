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

/** A criterion with its weight and its demand. @public */
export interface ModelCriterion extends Criterion {
  demand: DemandRule;
  /** Weight by judgement, 0..5; the estimate starts from it. */
  priorWeight: number;
}

/** A condition on an answer for a filter to apply. @public */
export type FilterCondition =
  | { path: QuestionPath; is: readonly (string | number)[] }
  | { path: QuestionPath; above: number }
  | { path: QuestionPath; below: number };

/** A policy of the organisation that rules out a pattern. @public */
export interface OrganisationFilter {
  id: string;
  pattern: PlainPattern;
  /** All must hold; without conditions, the filter always applies. An open answer meets no condition. */
  when: readonly FilterCondition[];
  /** The policy in one sentence. */
  text: string;
  /** Where the policy is written down. */
  source: string;
  /** What would lift it. */
  liftedBy: readonly string[];
}

/**
 * The decision model as a value: questions, ratings, weights and assumed numbers. All advice comes from one;
 * `createModel` builds one from the built-in tables and the changes of an organisation.
 *
 * @public
 */
export interface DecisionModel {
  /** Version of the built-in model; with changes by the organisation, followed by `+` and a hash. */
  version: string;
  /** The default platform of functions. */
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
