import { BuiltInCriterionId } from '../../profile/ids';
import { DemandRule } from '../criterion';

/**
 * The demand rules of the model; their weights are in {@link criterionWeights}. If all answers of a rule are
 * open, the criterion has no weight.
 *
 * @public
 */
export const demandTable: Readonly<
  Record<BuiltInCriterionId, Omit<DemandRule, 'weight'>>
> = {
  'development-speed': {
    combine: 'mean',
    terms: [
      {
        path: 'product.driver',
        choices: { 'time-to-market': 5, scale: 2, cost: 2 },
      },
      {
        path: 'product.roadmap',
        choices: { stable: 1, evolving: 3, 'pivot-likely': 5 },
      },
    ],
  },
  'operational-simplicity': {
    combine: 'mean',
    terms: [
      {
        path: 'product.budgetFocus',
        choices: { operations: 5, balanced: 3, 'per-transaction': 2 },
      },
      {
        path: 'team.teamSize',
        scale: 'log',
        points: [
          [4, 5],
          [10, 3],
          [30, 1],
        ],
      },
      {
        path: 'team.distributedExperience',
        choices: { none: 5, some: 3, production: 1 },
      },
    ],
  },
  'scaling-granularity': {
    combine: 'mean',
    terms: [
      {
        path: 'growth.users',
        scale: 'log',
        points: [
          [1, 1],
          [3, 2],
          [10, 5],
        ],
      },
      {
        path: 'workload.traffic',
        choices: { steady: 2, spiky: 4, sporadic: 1 },
      },
      {
        path: 'workload.requestsPerMonth',
        scale: 'log',
        points: [
          [1e5, 1],
          [1e7, 3],
          [1e9, 5],
        ],
      },
    ],
  },
  'idle-cost': {
    combine: 'mean',
    terms: [
      {
        path: 'workload.traffic',
        choices: { steady: 1, spiky: 3, sporadic: 5 },
      },
      {
        path: 'product.driver',
        choices: { cost: 5, scale: 1, 'time-to-market': 2 },
      },
      {
        path: 'workload.requestsPerMonth',
        scale: 'log',
        points: [
          [1e4, 5],
          [1e8, 1],
        ],
      },
    ],
  },
  'team-autonomy': {
    combine: 'max',
    terms: [
      {
        path: 'team.parallelTeams',
        scale: 'log',
        points: [
          [1, 1],
          [5, 5],
        ],
      },
    ],
  },
  'warm-latency': {
    combine: 'max',
    terms: [
      {
        path: 'workload.latency',
        choices: {
          realtime: 4,
          interactive: 3,
          'first-token': 2,
          'near-real-time': 1,
          batch: 1,
        },
      },
    ],
  },
  'cold-start': {
    combine: 'max',
    terms: [
      {
        path: 'workload.latency',
        choices: {
          realtime: 5,
          interactive: 4,
          'first-token': 3,
          'near-real-time': 2,
          batch: 1,
        },
      },
    ],
  },
  experimentation: {
    combine: 'mean',
    terms: [
      {
        path: 'growth.experimentation',
        points: [
          [1, 1],
          [5, 5],
        ],
      },
      {
        path: 'growth.models',
        scale: 'log',
        points: [
          [1, 1],
          [5, 5],
        ],
      },
    ],
  },
  'devops-maturity': {
    combine: 'max',
    terms: [],
  },
  'hardware-flexibility': {
    combine: 'max',
    terms: [
      {
        path: 'workload.accelerator',
        choices: { none: 1, gpu: 4, tpu: 5 },
      },
      {
        path: 'workload.memoryGb',
        scale: 'log',
        points: [
          [4, 1],
          [64, 5],
        ],
      },
    ],
  },
  'cost-at-volume': {
    combine: 'mean',
    terms: [
      {
        path: 'product.budgetFocus',
        choices: { operations: 3, balanced: 3, 'per-transaction': 5 },
      },
      {
        path: 'product.driver',
        choices: { cost: 5, scale: 3, 'time-to-market': 2 },
      },
    ],
  },
  'data-transfer': {
    combine: 'mean',
    terms: [
      {
        path: 'product.budgetFocus',
        choices: { operations: 3, balanced: 3, 'per-transaction': 5 },
      },
      {
        path: 'product.driver',
        choices: { cost: 5, scale: 3, 'time-to-market': 2 },
      },
    ],
  },
  'tail-latency': {
    combine: 'max',
    terms: [
      {
        path: 'workload.latency',
        choices: {
          realtime: 5,
          interactive: 4,
          'first-token': 4,
          'near-real-time': 3,
          batch: 1,
        },
      },
    ],
  },
  'invocation-fit': {
    combine: 'max',
    terms: [
      {
        path: 'workload.invocation',
        choices: { 'in-app': 5, api: 5, event: 5 },
      },
    ],
  },
  'traffic-fit': {
    combine: 'max',
    terms: [
      {
        path: 'workload.traffic',
        choices: { steady: 5, spiky: 5, sporadic: 5 },
      },
    ],
  },
  'state-fit': {
    combine: 'max',
    terms: [
      {
        path: 'workload.state',
        choices: { stateless: 5, session: 5, streaming: 5 },
      },
    ],
  },
  'stage-fit': {
    combine: 'max',
    terms: [],
  },
};
