import { DemandRule } from './criterion';
import { demandTable } from './patterns/demand';
import {
  AnswerRatings,
  answerRatings,
  StageRatings,
  stageRatings,
} from './patterns/fitRatings';
import { BuiltInCriterionId, PlatformId } from '../profile/ids';
import { criteria, Criterion } from './patterns/criteria';
import { PlainPattern } from '../profile/patterns';
import { placementCriteria, PlacementCriterion } from './placements/criteria';
import {
  LanguageModels,
  languageModels,
} from '../quantities/prices/languageModels';
import { Placement } from '../profile/placements';
import { Assumption, assumptions } from '../quantities/assumptions';
import {
  defaultPlatform,
  PlatformModel,
  platformModels,
} from '../quantities/platforms';
import { Question, QuestionPath, questions } from '../profile/questions';

/**
 * Version of the decision model (semver), part of every result. A minor version may change results or add
 * questions; a major version changes the questions or the criteria.
 *
 * @public
 */
export const modelVersion = '2.2.0';

interface CriterionWeight {
  /** By judgement: the middle of the prior of the estimate. */
  prior: number;
  /** Fitted to published decisions by `bench/trust/estimate.ts`, rounded to two decimals. */
  estimated: number;
}

/**
 * The weights of the model. Judgement is the prior of the estimate: decisions move a weight as far as they
 * agree, never below 0. `./dev bench trust` estimates them again and fails if they differ.
 */
const criterionWeights: Readonly<Record<BuiltInCriterionId, CriterionWeight>> =
  {
    'development-speed': { prior: 1.2, estimated: 1.36 },
    'operational-simplicity': { prior: 1, estimated: 0.9 },
    'scaling-granularity': { prior: 1, estimated: 0.7 },
    'idle-cost': { prior: 1, estimated: 1.39 },
    'team-autonomy': { prior: 1.2, estimated: 0.63 },
    'warm-latency': { prior: 0.8, estimated: 0.74 },
    'cold-start': { prior: 1, estimated: 1 },
    experimentation: { prior: 0.8, estimated: 0.48 },
    'devops-maturity': { prior: 1.5, estimated: 1.37 },
    'hardware-flexibility': { prior: 0.8, estimated: 0.81 },
    'cost-at-volume': { prior: 1.5, estimated: 1.54 },
    'data-transfer': { prior: 0.5, estimated: 0.5 },
    'tail-latency': { prior: 1.2, estimated: 1.2 },
    'invocation-fit': { prior: 1, estimated: 4.08 },
    'traffic-fit': { prior: 1.2, estimated: 1.47 },
    'state-fit': { prior: 1, estimated: 1 },
    'stage-fit': { prior: 1.5, estimated: 1.02 },
  };

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

/** A policy of the organisation that rules out a pattern, or a placement of language models. @public */
export interface OrganisationFilter {
  id: string;
  /** The pattern that it rules out; absent where it rules out a placement. */
  pattern?: PlainPattern;
  /** The placement that it rules out; absent where it rules out a pattern. */
  placement?: Placement;
  /** All must hold; without conditions, the filter always applies. An open answer meets no condition. */
  when: readonly FilterCondition[];
  /** The policy in one sentence. */
  text: string;
  /** Where the policy is written down. */
  source: string;
  /** What would lift it. */
  liftedBy: readonly string[];
}

/** A condition on several answers; undecided while it depends on an open answer. @public */
export type RiskCondition =
  | FilterCondition
  | { all: readonly RiskCondition[] }
  | { any: readonly RiskCondition[] }
  | { not: RiskCondition };

/** A risk defined by the organisation, independent of the pattern. @public */
export interface OrganisationRisk {
  id: string;
  title: string;
  severity: 'low' | 'medium' | 'high';
  when: RiskCondition;
  mitigations: readonly string[];
}

/**
 * The decision model as a value: questions, ratings, weights and assumed numbers. `createModel` builds one from
 * the built-in tables and an organisation's changes.
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
  /** Beside the known failure patterns; absent if there are none. */
  risks?: readonly OrganisationRisk[];
  answerRatings: AnswerRatings;
  stageRatings: StageRatings;
  /** Prices of hosted language models, open models, and GPUs to run them on. */
  languageModels: LanguageModels;
  /** Criteria for comparing language model placements. */
  placementCriteria: readonly PlacementCriterion[];
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
  languageModels,
  placementCriteria,
};
