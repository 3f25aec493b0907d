import { HostedModel } from '../quantities/prices/rows';
import { Stage, stages, PlatformId } from '../profile/ids';
import {
  DecisionModel,
  defaultModel,
  ModelCriterion,
  OrganisationFilter,
} from '../options/DecisionModel';
import { AnswerRatings, StageRatings } from '../options/patterns/fitRatings';
import {
  PatternDescription,
  patternDescriptions,
} from '../options/patterns/descriptions';
import { patterns } from '../profile/patterns';
import { PlacementCriterion } from '../options/placements/criteria';
import {
  PlacementDescription,
  placementDescriptions,
} from '../options/placements/descriptions';
import { placements } from '../profile/placements';
import { Assumption } from '../quantities/assumptions';
import { Platform, toPlatform } from '../quantities/platforms';
import { Question } from '../profile/questions';
import { RiskDescription, knownRisks } from './risks/findRisks';

/** A stage with its meaning. @public */
export interface StageDescription {
  id: Stage;
  title: string;
  description: string;
}

const stageDescriptions: Record<Stage, Omit<StageDescription, 'id'>> = {
  mvp: {
    title: 'MVP',
    description:
      'One team, speed matters most, boundaries still unknown: a modular monolith with the AI core behind an interface.',
  },
  small: {
    title: 'Small product',
    description:
      'One team and a rare or event-driven workload: it may start and stay serverless.',
  },
  'scale-up': {
    title: 'Scale-up',
    description:
      'Traction, with scaling pressure, several teams or several models: extract the inference service first.',
  },
  enterprise: {
    title: 'Enterprise',
    description:
      'Many teams, governance and cost at scale: a governed hybrid on a paved road.',
  },
};

/** The whole model: questions, ratings, weights and assumed numbers. @public */
export interface ModelDescription {
  modelVersion: string;
  /** The default platform of functions. */
  defaultPlatform: PlatformId;
  patterns: PatternDescription[];
  criteria: readonly ModelCriterion[];
  /** Ratings that depend on an answer, and on the stage. */
  fitRatings: AnswerRatings & { 'stage-fit': StageRatings };
  questions: readonly Question[];
  stages: StageDescription[];
  risks: RiskDescription[];
  platforms: readonly Platform[];
  /** Policies of the organisation. */
  filters: readonly OrganisationFilter[];
  assumptions: readonly Assumption[];
  /** Placements of language models, their criteria, and model prices. */
  languageModels: {
    placements: readonly PlacementDescription[];
    criteria: readonly PlacementCriterion[];
    /** The day for which prices were taken. */
    priceDate: string;
    /** Models of providers, with their prices in USD per million tokens. */
    hosted: readonly HostedModel[];
    /** Providers that the organisation allows; absent: all. */
    allowedProviders?: readonly string[];
  };
}

/** A decision model as data, for a page or a machine to read. @public */
export function describeModel(
  model: DecisionModel = defaultModel,
): ModelDescription {
  const {
    version,
    criteria,
    questions,
    platforms,
    filters,
    assumptions,
    defaultPlatform,
    languageModels,
  } = model;
  return {
    modelVersion: version,
    defaultPlatform,
    patterns: patterns.map(id => patternDescriptions[id]),
    criteria,
    fitRatings: {
      ...model.answerRatings,
      'stage-fit': model.stageRatings,
    },
    questions,
    stages: stages.map(id => ({ id, ...stageDescriptions[id] })),
    risks: [...knownRisks, ...(model.risks ?? [])].map(
      ({ id, title, mitigations }) => ({
        id,
        title,
        mitigations: [...mitigations],
      }),
    ),
    platforms: Object.values(platforms).map(toPlatform),
    filters,
    assumptions,
    languageModels: {
      placements: placements.map(id => placementDescriptions[id]),
      criteria: model.placementCriteria,
      priceDate: languageModels.priceDate,
      hosted: languageModels.hosted,
      ...(languageModels.allowedProviders && {
        allowedProviders: languageModels.allowedProviders,
      }),
    },
  };
}
