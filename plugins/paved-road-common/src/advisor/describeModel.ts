import { Stage, stages } from './advice';
import { DemandRule, demandTable } from './fit/demandTable';
import { invocationRatings, stageRatings } from './fitRatings';
import {
  criteria,
  Criterion,
  modelVersion,
  PatternDescription,
  patternDescriptions,
} from './model';
import { patterns } from './patterns';
import { Assumption, assumptions } from './quantities/assumptions';
import { Platform, platforms } from './quantities/platforms';
import { Question, questions } from './questions';
import { RiskDescription, riskRules } from './risks/findRisks';

/** A stage and what it means. @public */
export interface StageDescription {
  id: Stage;
  title: string;
  description: string;
}

const stageDescriptions: Record<Stage, Omit<StageDescription, 'id'>> = {
  mvp: {
    title: 'MVP',
    description:
      'One team, speed decides, boundaries are not known yet: a modular monolith with the AI core behind an interface.',
  },
  small: {
    title: 'Small product',
    description:
      'One team and a workload that is rare or driven by events: it may start and stay serverless.',
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

/**
 * Everything that the model is made of: what it asks, how it rates and weighs, and the numbers that
 * it assumes.
 *
 * @public
 */
export interface ModelDescription {
  modelVersion: string;
  patterns: PatternDescription[];
  criteria: (Criterion & { demand: DemandRule })[];
  /** Ratings that depend on an answer: how the model is called, and the stage. */
  fitRatings: {
    'invocation-fit': typeof invocationRatings;
    'stage-fit': typeof stageRatings;
  };
  questions: readonly Question[];
  stages: StageDescription[];
  risks: RiskDescription[];
  platforms: readonly Platform[];
  assumptions: readonly Assumption[];
}

/** The decision model as data, for a page or a machine to read. @public */
export function describeModel(): ModelDescription {
  return {
    modelVersion,
    patterns: patterns.map(id => patternDescriptions[id]),
    criteria: criteria.map(criterion => ({
      ...criterion,
      demand: demandTable[criterion.id],
    })),
    fitRatings: {
      'invocation-fit': invocationRatings,
      'stage-fit': stageRatings,
    },
    questions,
    stages: stages.map(id => ({ id, ...stageDescriptions[id] })),
    risks: riskRules.map(({ id, title, mitigations }) => ({
      id,
      title,
      mitigations,
    })),
    platforms,
    assumptions,
  };
}
