import { BuiltInCriterionId } from '../../profile/ids';
import {
  choose,
  DemandRule,
  linear,
  logarithmic,
  max,
  mean,
} from '../criterion';

/**
 * The demand rules of the model; their weights are in {@link criterionWeights}. If all answers of a rule are
 * open, the criterion has no weight.
 *
 * @public
 */
export const demandTable: Readonly<
  Record<BuiltInCriterionId, Omit<DemandRule, 'weight'>>
> = {
  'development-speed': mean(
    choose('product.driver', { 'time-to-market': 5, scale: 2, cost: 2 }),
    choose('product.roadmap', { stable: 1, evolving: 3, 'pivot-likely': 5 }),
  ),
  'operational-simplicity': mean(
    choose('product.budgetFocus', {
      operations: 5,
      balanced: 3,
      'per-transaction': 2,
    }),
    logarithmic('team.teamSize', [4, 5], [10, 3], [30, 1]),
    choose('team.distributedExperience', { none: 5, some: 3, production: 1 }),
  ),
  'scaling-granularity': mean(
    logarithmic('growth.users', [1, 1], [3, 2], [10, 5]),
    choose('workload.traffic', { steady: 2, spiky: 4, sporadic: 1 }),
    logarithmic('workload.requestsPerMonth', [1e5, 1], [1e7, 3], [1e9, 5]),
  ),
  'idle-cost': mean(
    choose('workload.traffic', { steady: 1, spiky: 3, sporadic: 5 }),
    choose('product.driver', { cost: 5, scale: 1, 'time-to-market': 2 }),
    logarithmic('workload.requestsPerMonth', [1e4, 5], [1e8, 1]),
  ),
  'team-autonomy': max(logarithmic('team.parallelTeams', [1, 1], [5, 5])),
  'warm-latency': max(
    choose('workload.latency', {
      realtime: 4,
      interactive: 3,
      'first-token': 2,
      'near-real-time': 1,
      batch: 1,
    }),
  ),
  'cold-start': max(
    choose('workload.latency', {
      realtime: 5,
      interactive: 4,
      'first-token': 3,
      'near-real-time': 2,
      batch: 1,
    }),
  ),
  experimentation: mean(
    linear('growth.experimentation', [1, 1], [5, 5]),
    logarithmic('growth.models', [1, 1], [5, 5]),
  ),
  'devops-maturity': max(),
  'hardware-flexibility': max(
    choose('workload.accelerator', { none: 1, gpu: 4, tpu: 5 }),
    logarithmic('workload.memoryGb', [4, 1], [64, 5]),
  ),
  'cost-at-volume': mean(
    choose('product.budgetFocus', {
      operations: 3,
      balanced: 3,
      'per-transaction': 5,
    }),
    choose('product.driver', { cost: 5, scale: 3, 'time-to-market': 2 }),
  ),
  'data-transfer': mean(
    choose('product.budgetFocus', {
      operations: 3,
      balanced: 3,
      'per-transaction': 5,
    }),
    choose('product.driver', { cost: 5, scale: 3, 'time-to-market': 2 }),
  ),
  'tail-latency': max(
    choose('workload.latency', {
      realtime: 5,
      interactive: 4,
      'first-token': 4,
      'near-real-time': 3,
      batch: 1,
    }),
  ),
  'invocation-fit': max(
    choose('workload.invocation', { 'in-app': 5, api: 5, event: 5 }),
  ),
  'traffic-fit': max(
    choose('workload.traffic', { steady: 5, spiky: 5, sporadic: 5 }),
  ),
  'state-fit': max(
    choose('workload.state', { stateless: 5, session: 5, streaming: 5 }),
  ),
  'stage-fit': max(),
};
