import { DemandRule, demandTable } from './fit/demandTable';
import {
  AnswerRatings,
  answerRatings,
  StageRatings,
  stageRatings,
} from './fitRatings';
import { BuiltInCriterionId, PlatformId } from './ids';
import { criteria, Criterion, modelVersion } from './model';
import { PlainPattern } from './patterns';
import { placementCriteria, PlacementCriterion } from './placement/criteria';
import { LanguageModels, languageModels } from './placement/languageModels';
import { Placement } from './placement/placements';
import { Assumption, assumptions } from './quantities/assumptions';
import {
  defaultPlatform,
  PlatformModel,
  platformModels,
} from './quantities/platforms';
import { Question, QuestionPath, questions } from './questions';

/** The weight of a criterion. */
interface CriterionWeight {
  /** By judgement: the middle of the prior of the estimate. */
  prior: number;
  /** With what published decisions say, see `bench/trust/estimate.ts`; to two digits after the point. */
  estimated: number;
}

/**
 * The weights of the model. The judgement is the prior of the estimate: decisions move it as far as
 * they agree, and never to the other side of 0. `./dev bench trust` estimates them again and fails where
 * they differ.
 */
const criterionWeights: Readonly<Record<BuiltInCriterionId, CriterionWeight>> =
  {
    'development-speed': { prior: 1.2, estimated: 1.39 },
    'operational-simplicity': { prior: 1, estimated: 0.97 },
    'scaling-granularity': { prior: 1, estimated: 0.7 },
    'idle-cost': { prior: 1, estimated: 1.18 },
    'team-autonomy': { prior: 1.2, estimated: 0.67 },
    'warm-latency': { prior: 0.8, estimated: 0.72 },
    'cold-start': { prior: 1, estimated: 1 },
    experimentation: { prior: 0.8, estimated: 0.5 },
    'devops-maturity': { prior: 1.5, estimated: 1.35 },
    'hardware-flexibility': { prior: 0.8, estimated: 0.8 },
    'cost-at-volume': { prior: 1.5, estimated: 1.55 },
    'data-transfer': { prior: 0.5, estimated: 0.5 },
    'tail-latency': { prior: 1.2, estimated: 1.2 },
    'invocation-fit': { prior: 1, estimated: 3.34 },
    'traffic-fit': { prior: 1.2, estimated: 1.44 },
    'state-fit': { prior: 1, estimated: 1 },
    'stage-fit': { prior: 1.5, estimated: 1.35 },
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

/** A condition on several answers. Where an open answer decides, it is neither met nor not met. @public */
export type RiskCondition =
  | FilterCondition
  | { all: readonly RiskCondition[] }
  | { any: readonly RiskCondition[] }
  | { not: RiskCondition };

/** A risk that the organisation looks for, whatever the pattern. @public */
export interface OrganisationRisk {
  id: string;
  title: string;
  severity: 'low' | 'medium' | 'high';
  when: RiskCondition;
  mitigations: readonly string[];
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
  /** Versions of before that gave the same result for all that they could be asked; none of their results is outdated. */
  sameAs: readonly string[];
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
  /** Language models: what providers charge, open models, and GPUs to run them on. */
  languageModels: LanguageModels;
  /** What placements of language models are compared by. */
  placementCriteria: readonly PlacementCriterion[];
}

/** The model without any change. @public */
export const defaultModel: DecisionModel = {
  version: modelVersion,
  // Since then, language models came.
  sameAs: ['2.0.0'],
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
