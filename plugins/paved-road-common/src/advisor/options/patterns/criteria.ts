import { CriterionId } from '../../profile/ids';
import { PlainPattern } from '../../profile/patterns';
import { Rating, CriterionKind } from '../criterion';

/** @public */
export type Ratings = Record<PlainPattern, Rating>;

/** @public */
export interface Criterion {
  id: CriterionId;
  title: string;
  kind: CriterionKind;
  /** The compared property, and the meaning of 5. */
  meaning: string;
  /** Fixed ratings; absent for measured and fit criteria. */
  ratings?: Ratings;
}

/** Ratings of the patterns as pairs of value and reason. */
export const rate = (
  monolith: [number, string],
  microservices: [number, string, first?: number],
  serverless: [number, string],
): Ratings => ({
  monolith: { value: monolith[0], reason: monolith[1] },
  microservices: {
    value: microservices[0],
    reason: microservices[1],
    ...(microservices[2] !== undefined && { first: microservices[2] }),
  },
  serverless: { value: serverless[0], reason: serverless[1] },
});

/** The criteria in display order. The ratings are from the source's comparison matrix; the reasons are ours. @public */
export const criteria: readonly Criterion[] = [
  {
    id: 'development-speed',
    title: 'Development speed',
    kind: 'rated',
    meaning: 'How soon a first version reaches users; 5 is soonest.',
    ratings: rate(
      [5, 'One codebase and one pipeline; the model is a function call.'],
      [
        2,
        'Contracts, pipelines and a runtime platform come before features.',
        3,
      ],
      [4, 'No servers to set up, but triggers and packaging to learn.'],
    ),
  },
  {
    id: 'operational-simplicity',
    title: 'Operational simplicity',
    kind: 'rated',
    meaning: 'How little there is to operate, monitor and debug; 5 is least.',
    ratings: rate(
      [5, 'One thing to deploy, one log, one place to debug.'],
      [
        1,
        'A distributed system: discovery, tracing, versions, partial failure.',
        3,
      ],
      [4, 'The provider runs it; what is left is wiring and limits.'],
    ),
  },
  {
    id: 'scaling-granularity',
    title: 'Scaling granularity',
    kind: 'rated',
    meaning: 'Whether inference scales without the rest; 5 is finest.',
    ratings: rate(
      [1, 'All or nothing: a busy model scales the whole application.'],
      [5, 'Inference scales independently, per service.'],
      [5, 'Scales per invocation, down to zero.'],
    ),
  },
  {
    id: 'idle-cost',
    title: 'Idle cost',
    kind: 'rated',
    meaning: 'Cost without requests; 5 is none.',
    ratings: rate(
      [2, 'The whole application stays on.'],
      [3, 'Services can scale down, but the cluster stays on.'],
      [5, 'Pay per use: no calls, no cost.'],
    ),
  },
  {
    id: 'team-autonomy',
    title: 'Team autonomy',
    kind: 'rated',
    meaning: 'Whether teams can release independently; 5 is fully.',
    ratings: rate(
      [1, 'One codebase and one release for all teams.'],
      [5, 'Each team owns its services, their releases and their tools.'],
      [4, 'Functions are released individually on a shared platform.'],
    ),
  },
  {
    id: 'warm-latency',
    title: 'Warm inference latency',
    kind: 'rated',
    meaning: 'Overhead around a warm inference; 5 is least.',
    ratings: rate(
      [5, 'An in-process call, no network.'],
      [3, 'Each hop adds a round trip and serialisation.'],
      [4, 'One optimised hop from the platform to the function.'],
    ),
  },
  {
    id: 'cold-start',
    title: 'Cold start exposure',
    kind: 'rated',
    meaning:
      'How often users hit a cold start, and its impact. The ratings cover the duration of a start; the fit uses probability x latency against the requirement.',
    ratings: rate(
      [1, 'The whole application starts, but only at deploys and scale-outs.'],
      [2, 'Service and model start, but only at deploys and scale-outs.'],
      [2, 'Platform, function and model start whenever no instance is warm.'],
    ),
  },
  {
    id: 'experimentation',
    title: 'Ease of experimentation',
    kind: 'rated',
    meaning:
      'How easily a model version can be tried independently; 5 is easiest.',
    ratings: rate(
      [1, 'A new model version redeploys the application.'],
      [4, 'A new version of one service can run next to the old one.'],
      [5, 'A new function version can get a share of the traffic.'],
    ),
  },
  {
    id: 'devops-maturity',
    title: 'DevOps maturity required',
    kind: 'requirement',
    meaning:
      "DevOps maturity that the pattern requires, 5 is most. Only a gap to the team's capability costs points.",
    ratings: rate(
      [1, 'One pipeline and one runtime are enough.'],
      [5, 'Needs established orchestration, observability and on-call.', 3],
      [2, 'Needs infrastructure as code and knowledge of platform limits.'],
    ),
  },
  {
    id: 'hardware-flexibility',
    title: 'Hardware flexibility',
    kind: 'rated',
    meaning: 'Choice of GPU, memory and machine; 5 is unrestricted.',
    ratings: rate(
      [4, 'Any machine, but for the whole application.'],
      [5, 'Dedicated nodes per service: GPUs only for the model.'],
      [2, 'Only what the platform offers.'],
    ),
  },
  {
    id: 'cost-at-volume',
    title: 'Cost at the expected volume',
    kind: 'measured',
    meaning:
      'Monthly cost relative to the cheapest pattern at the expected volume, without data between zones; 5 is cheapest, or immaterial compared to the cost of the team.',
  },
  {
    id: 'data-transfer',
    title: 'Data between stages',
    kind: 'measured',
    meaning:
      'Cost of data between zones relative to the cheapest pattern; 5 is none, or immaterial.',
  },
  {
    id: 'tail-latency',
    title: 'Tail latency against the requirement',
    kind: 'measured',
    meaning: 'p99 latency against the requirement; 5 meets it.',
  },
  {
    id: 'invocation-fit',
    title: 'Fit to how the model is called',
    kind: 'fit',
    meaning:
      'An in-app call suits one process, an API a service, an event a function.',
  },
  {
    id: 'traffic-fit',
    title: 'Fit to the traffic',
    kind: 'fit',
    meaning:
      'Steady load suits always-on capacity, sporadic load suits scale to zero, spikes need scaling within seconds.',
  },
  {
    id: 'state-fit',
    title: 'Fit to the state',
    kind: 'fit',
    meaning:
      'Sessions, hot data and open connections need a long-lived process.',
  },
  {
    id: 'stage-fit',
    title: 'Fit to the stage',
    kind: 'fit',
    meaning: 'How well the pattern suits the stage of the product.',
  },
];

/** @public */
export const criteriaById: ReadonlyMap<CriterionId, Criterion> = new Map(
  criteria.map(criterion => [criterion.id, criterion]),
);
