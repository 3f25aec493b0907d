import { Profile } from '../../profile/profile';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import {
  formatCount,
  formatSeconds,
  formatShare,
} from '../../quantities/format';
import { requiredSeconds } from '../../quantities/workload';
import { getAnswer, QuestionPath } from '../../profile/questions';
import { RiskSubject } from '../risks/types';
import { RoadmapStep } from './schemas';
import { listOpenTriggers, PlannedStep, PlannedTrigger } from './steps';

const secondTeamTrigger: PlannedTrigger = {
  text: 'A second team starts releasing from the same codebase.',
  measure: 'team.parallelTeams',
  threshold: 1,
  unit: 'teams',
};

type Taken = Pick<RiskSubject, 'core' | 'separateBackground'>;

export interface RoadmapContext {
  profile: Profile;
  /** The decided pattern, or the recommended one before a decision. */
  taken: Taken;
  /** The architecture as built, if known. */
  built?: Taken;
  /** Monthly requests above which serverless is no longer the cheapest. */
  breakEven: number | undefined;
  /** Whether the model runs outside the application; an extracted service is then the model's caller. */
  isModelElsewhere?: boolean;
  assume: AssumptionSet;
}

/**
 * The road from the chosen pattern to a governed fleet, with measurable triggers for each next step. It starts
 * at the chosen pattern; a step is done only if it is built.
 */
export function buildRoadmap(context: RoadmapContext): RoadmapStep[] {
  const { taken, built, profile } = context;
  const here = toRoadmapPlace(taken);
  const before = built && toRoadmapPlace(built);
  const road = roadFrom(here, taken);
  const steps: PlannedStep[] = [
    ...(before && !road.includes(before) ? [before] : []),
    ...road,
  ].map(id => ({ id, ...toRoadmapStep(id, context) }));
  const position = steps.findIndex(({ id }) => id === here);
  return steps.map((step, index) => ({
    ...step,
    triggers:
      index > position
        ? listOpenTriggers(step, measure =>
            getAnswer(profile, measure as QuestionPath),
          )
        : [],
    state: stepState(index, position),
  }));
}

function stepState(index: number, here: number): RoadmapStep['state'] {
  if (index < here) {
    return 'done';
  }
  if (index === here) {
    return 'here';
  }
  return index === here + 1 ? 'next' : 'later';
}

type Place =
  | 'modular-monolith'
  | 'functions'
  | 'inference-service'
  | 'side-functions'
  | 'governed-hybrid';

function toRoadmapPlace({ core, separateBackground }: Taken): Place {
  if (separateBackground) {
    return 'side-functions';
  }
  switch (core) {
    case 'monolith':
      return 'modular-monolith';
    case 'serverless':
      return 'functions';
    default:
      return 'inference-service';
  }
}

function roadFrom(here: Place, { core }: Taken): Place[] {
  switch (here) {
    case 'modular-monolith':
      return [here, 'inference-service', 'side-functions', 'governed-hybrid'];
    case 'functions':
      return [here, 'inference-service', 'governed-hybrid'];
    case 'side-functions':
      return core === 'microservices'
        ? [here, 'governed-hybrid']
        : [here, 'inference-service', 'governed-hybrid'];
    default:
      return [here, 'side-functions', 'governed-hybrid'];
  }
}

function toRoadmapStep(
  id: Place,
  { profile, taken, breakEven, isModelElsewhere, assume }: RoadmapContext,
): Omit<PlannedStep, 'id'> {
  switch (id) {
    case 'modular-monolith':
      return {
        title: 'Modular monolith',
        description:
          'One deployable, with the AI core behind an internal interface that a check enforces.',
        triggers: [],
      };
    case 'functions':
      return {
        title: 'Serverless functions',
        description: 'The workload runs in functions, and may stay there.',
        triggers: [],
      };
    case 'inference-service':
      return {
        title: isModelElsewhere ? 'AI service' : 'Inference service',
        description: isModelElsewhere
          ? 'The code that calls the model is a separate service: always on, scaled and released independently.'
          : 'Inference is a separate service: always on, scaled and released independently.',
        triggers:
          taken.core === 'serverless'
            ? [
                ...breakEvenTriggers(breakEven),
                coldTrigger(profile, assume),
                secondTeamTrigger,
              ]
            : [waitTrigger(profile), secondTeamTrigger, modelsTrigger(assume)],
      };
    case 'side-functions':
      return {
        title: 'Functions for side work',
        description:
          'Event-driven work runs in functions, so that it cannot starve requests to the core.',
        triggers: [
          {
            text: "Background work takes more than 20% of the service's CPU time.",
            measure: 'background share of CPU time',
            threshold: 0.2,
            unit: 'share',
          },
          {
            text: 'A second source of events appears.',
            measure: 'event sources',
            threshold: 1,
            unit: 'sources',
          },
        ],
      };
    default:
      return {
        title: 'Governed hybrid',
        description:
          'Core models as highly available services, departmental models as functions, all on one paved road.',
        triggers: [
          manyTeamsTrigger(assume),
          {
            text: 'A department requests its own model.',
            measure: 'departmental models',
            threshold: 0,
            unit: 'models',
          },
        ],
      };
  }
}

function modelsTrigger(assume: AssumptionSet): PlannedTrigger {
  const models = assume.get('scaleUpModels');
  return {
    text: `A release contains ${models} or more models.`,
    measure: 'growth.models',
    threshold: models - 1,
    unit: 'models',
  };
}

function manyTeamsTrigger(assume: AssumptionSet): PlannedTrigger {
  const teams = assume.get('enterpriseTeams');
  return {
    text: `${teams} or more teams work in parallel.`,
    measure: 'team.parallelTeams',
    threshold: teams - 1,
    unit: 'teams',
  };
}

function waitTrigger(profile: Profile): PlannedTrigger {
  const requirement = requiredSeconds(profile);
  return {
    text:
      requirement === undefined
        ? 'Requests queue for inference at peak load.'
        : `The p95 at peak load exceeds ${formatSeconds(requirement)} because requests queue for inference.`,
    measure: 'p95 latency at the peak',
    threshold: requirement ?? 1,
    unit: 's',
  };
}

function coldTrigger(profile: Profile, assume: AssumptionSet): PlannedTrigger {
  const share = assume.get('coldShareOfP99');
  return {
    text: `More than ${formatShare(share)} of requests hit a cold start${profile.workload?.latency === 'batch' ? ' and have a waiting caller' : ''}.`,
    measure: 'share of cold starts',
    threshold: share,
    unit: 'share',
  };
}

function breakEvenTriggers(breakEven: number | undefined): PlannedTrigger[] {
  return breakEven === undefined
    ? []
    : [
        {
          text: `Volume exceeds ${formatCount(breakEven)} requests/month, the break-even of functions.`,
          measure: 'workload.requestsPerMonth',
          threshold: breakEven,
          unit: 'requests per month',
        },
      ];
}
