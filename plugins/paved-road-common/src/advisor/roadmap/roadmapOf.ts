import { Profile } from '../profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { formatCount, formatSeconds, formatShare } from '../quantities/format';
import { requirementOf } from '../quantities/workload';
import { getAnswer, QuestionPath } from '../questions';
import { Stage } from '../ids';
import { RiskSubject } from '../risks/types';
import { RoadmapStep, RoadmapTrigger } from './schemas';

type Step = Omit<RoadmapStep, 'state'>;

const secondTeamTrigger: RoadmapTrigger = {
  text: 'A second team starts to release on the same code base.',
  measure: 'team.parallelTeams',
  comparison: 'above',
  threshold: 1,
  unit: 'teams',
};

/** What the roadmap looks at. */
export interface RoadmapContext {
  profile: Profile;
  stage: Stage;
  /** The pattern that is decided, or recommended while nothing is. */
  taken: Pick<RiskSubject, 'core' | 'separateBackground'>;
  /** Requests a month past which serverless is not the cheapest any more. */
  breakEven: number | undefined;
  assume: AssumptionSet;
}

const isSmall = ({ stage, taken }: RoadmapContext) =>
  stage === 'small' && taken.core === 'serverless';

/**
 * The way from a first version to a governed fleet: where the pattern stands on it, and by
 * what measurable sign the next step is due. Maturity decides the road, so a step that is done may
 * have been skipped, if the product was past it when it was assessed.
 */
export function roadmapOf(context: RoadmapContext): RoadmapStep[] {
  const steps = isSmall(context) ? smallRoad(context) : mainRoad(context);
  const here = steps.findIndex(({ id }) => id === placeOf(context));
  return steps.map((step, index) => ({
    ...step,
    triggers:
      index > here
        ? step.triggers.filter(trigger => !isMet(trigger, context.profile))
        : [],
    state: stateOf(index, here),
  }));
}

/** Whether an answer meets it today; the recommendation stands all the same, so it is no sign. */
function isMet(
  { measure, threshold }: RoadmapTrigger,
  profile: Profile,
): boolean {
  const answer = getAnswer(profile, measure as QuestionPath);
  return (
    typeof answer === 'number' &&
    typeof threshold === 'number' &&
    answer > threshold
  );
}

function stateOf(index: number, here: number): RoadmapStep['state'] {
  if (index < here) {
    return 'done';
  }
  if (index === here) {
    return 'here';
  }
  return index === here + 1 ? 'next' : 'later';
}

function placeOf(context: RoadmapContext): string {
  const { stage, taken } = context;
  if (isSmall(context)) {
    return 'functions';
  }
  if (stage === 'enterprise') {
    return 'governed-hybrid';
  }
  if (taken.separateBackground) {
    return 'side-functions';
  }
  return taken.core === 'monolith' ? 'modular-monolith' : 'inference-service';
}

function mainRoad({
  profile,
  taken,
  breakEven,
  assume,
}: RoadmapContext): Step[] {
  const isFunction = taken.core === 'serverless';
  return [
    {
      id: 'modular-monolith',
      title: 'Modular monolith',
      description:
        'One deployable, the AI core behind an internal interface that a check enforces.',
      triggers: [],
    },
    {
      id: 'inference-service',
      title: isFunction ? 'Inference in functions' : 'Inference service',
      description: isFunction
        ? 'Inference runs apart from the application, in functions.'
        : 'Inference is a service of its own, scaled and released alone.',
      triggers: [
        waitTrigger(profile),
        secondTeamTrigger,
        {
          text: `A release carries ${assume.get('scaleUpModels')} models or more.`,
          measure: 'growth.models',
          comparison: 'above',
          threshold: assume.get('scaleUpModels') - 1,
          unit: 'models',
        },
      ],
    },
    {
      id: 'side-functions',
      title: 'Functions for side work',
      description:
        'Event-driven work runs in functions beside the core, so that it cannot starve requests.',
      triggers: [
        {
          text: 'Background work takes more than a fifth of the processor time of the service.',
          measure: 'background share of CPU time',
          comparison: 'above',
          threshold: 0.2,
          unit: 'share',
        },
        {
          text: 'A second source of events appears.',
          measure: 'event sources',
          comparison: 'above',
          threshold: 1,
          unit: 'sources',
        },
      ],
    },
    {
      id: 'governed-hybrid',
      title: 'Governed hybrid',
      description:
        'Core models as highly available services, departmental models as functions, all on one paved road.',
      triggers: [
        manyTeamsTrigger(assume),
        ...(isFunction ? breakEvenTriggers(breakEven) : []),
      ],
    },
  ];
}

function smallRoad({ profile, breakEven, assume }: RoadmapContext): Step[] {
  return [
    {
      id: 'functions',
      title: 'Serverless functions',
      description: 'A small product may start and stay in functions.',
      triggers: [],
    },
    {
      id: 'inference-service',
      title: 'Inference service',
      description:
        'Inference moves to a container that is always on, behind the same interface.',
      triggers: [
        ...breakEvenTriggers(breakEven),
        coldTrigger(profile, assume),
        secondTeamTrigger,
      ],
    },
    {
      id: 'governed-hybrid',
      title: 'Governed hybrid',
      description:
        'Core models as highly available services, the rest stays in functions, all on one paved road.',
      triggers: [manyTeamsTrigger(assume)],
    },
  ];
}

function manyTeamsTrigger(assume: AssumptionSet): RoadmapTrigger {
  const teams = assume.get('enterpriseTeams');
  return {
    text: `${teams} teams or more work in parallel.`,
    measure: 'team.parallelTeams',
    comparison: 'above',
    threshold: teams - 1,
    unit: 'teams',
  };
}

function waitTrigger(profile: Profile): RoadmapTrigger {
  const requirement = requirementOf(profile);
  return {
    text:
      requirement === undefined
        ? 'Requests of the application wait for inference at the peak.'
        : `The p95 at the peak exceeds ${formatSeconds(requirement)} because requests wait for inference.`,
    measure: 'p95 latency at the peak',
    comparison: 'above',
    threshold: requirement ?? 1,
    unit: 's',
  };
}

function coldTrigger(profile: Profile, assume: AssumptionSet): RoadmapTrigger {
  const share = assume.get('coldShareOfP99');
  return {
    text: `More than ${formatShare(share)} of the requests meet a cold start${profile.workload?.latency === 'batch' ? ' and somebody waits for them' : ''}.`,
    measure: 'share of cold starts',
    comparison: 'above',
    threshold: share,
    unit: 'share',
  };
}

function breakEvenTriggers(breakEven: number | undefined): RoadmapTrigger[] {
  return breakEven === undefined
    ? []
    : [
        {
          text: `The volume passes ${formatCount(breakEven)} requests a month, where functions stop being the cheapest.`,
          measure: 'workload.requestsPerMonth',
          comparison: 'above',
          threshold: breakEven,
          unit: 'requests per month',
        },
      ];
}
