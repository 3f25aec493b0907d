import { BuiltInCriterionId } from '../ids';

/** The weight of a criterion. */
export interface CriterionWeight {
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
export const criterionWeights: Readonly<
  Record<BuiltInCriterionId, CriterionWeight>
> = {
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
