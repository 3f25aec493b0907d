import {
  choose,
  CriterionKind,
  DemandRule,
  max,
  mean,
  Rating,
} from '../criterion';
import { Placement } from '../../profile/placements';

/** @public */
export const placementCriterionIds = [
  'model-cost',
  'model-latency',
  'model-data-control',
  'model-quality',
  'model-ownership',
  'model-switching',
  'model-steady-load',
  'model-capacity',
  'model-first-version',
  'model-operations',
  'model-idle-capacity',
  'model-independence',
] as const;

/** @public */
export type PlacementCriterionId = (typeof placementCriterionIds)[number];

/** A criterion for comparing placements of a language model. @public */
export interface PlacementCriterion {
  id: PlacementCriterionId;
  title: string;
  kind: CriterionKind;
  /** The compared property, and the meaning of 5. */
  meaning: string;
  demand: DemandRule;
  /** Fixed ratings, 1..5; absent where the supply is measured. */
  ratings?: Readonly<Record<Placement, Rating>>;
}

const rate = (
  hosted: [number, string],
  own: [number, string],
  serverless: [number, string],
  cpu: [number, string],
): Record<Placement, Rating> => ({
  'hosted-api': { value: hosted[0], reason: hosted[1] },
  'own-gpu': { value: own[0], reason: own[1] },
  'serverless-gpu': { value: serverless[0], reason: serverless[1] },
  cpu: { value: cpu[0], reason: cpu[1] },
});

/**
 * The weights of the criteria. Judgement is the prior of the estimate in `bench/trust/languageModels/estimate.ts`:
 * published decisions move a weight as far as they agree, never below 0.
 */
export const placementCriterionWeights: Readonly<
  Record<PlacementCriterionId, { prior: number; estimated: number }>
> = {
  'model-cost': { prior: 2, estimated: 0.98 },
  'model-latency': { prior: 1.5, estimated: 1.58 },
  'model-data-control': { prior: 2, estimated: 2.72 },
  'model-quality': { prior: 1.5, estimated: 2.2 },
  'model-ownership': { prior: 2, estimated: 3.71 },
  'model-switching': { prior: 1, estimated: 0.77 },
  'model-steady-load': { prior: 1.2, estimated: 2.12 },
  'model-capacity': { prior: 1.2, estimated: 0.99 },
  'model-first-version': { prior: 1, estimated: 0.76 },
  'model-operations': { prior: 1.5, estimated: 1.12 },
  'model-idle-capacity': { prior: 0.8, estimated: 0.69 },
  'model-independence': { prior: 0.8, estimated: 0.81 },
};

/** A criterion without its weight. */
type UnweightedCriterion = Omit<PlacementCriterion, 'demand'> & {
  id: PlacementCriterionId;
  demand: Omit<DemandRule, 'weight'>;
};

const unweighted: readonly UnweightedCriterion[] = [
  {
    id: 'model-cost',
    title: 'Cost at the expected tokens',
    kind: 'measured',
    meaning:
      'Monthly cost relative to the cheapest placement; 5 is cheapest, or immaterial compared to the cost of the team.',
    demand: mean(
      choose('product.budgetFocus', {
        operations: 3,
        balanced: 4,
        'per-transaction': 5,
      }),
      choose('product.driver', { cost: 5, scale: 4, 'time-to-market': 3 }),
    ),
  },
  {
    id: 'model-latency',
    title: 'First token and token rate',
    kind: 'measured',
    meaning:
      'p99 of the first token or the response against the requirement; 5 meets it.',
    demand: max(
      choose('workload.latency', {
        realtime: 5,
        interactive: 4,
        'first-token': 4,
        'near-real-time': 2,
        batch: 1,
      }),
    ),
  },
  {
    id: 'model-data-control',
    title: 'Control of the data',
    kind: 'rated',
    meaning: 'Whether prompts and answers stay with us; 5 is always.',
    demand: max(
      choose('llm.residency', {
        none: 1,
        region: 3,
        contract: 3,
        'own-perimeter': 5,
      }),
    ),
    ratings: rate(
      [
        3,
        'Prompts go to the provider, within a region and under a contract if it offers them.',
      ],
      [5, 'Prompts and answers stay on our own machines.'],
      [
        4,
        'Prompts stay in our container, on a platform; within our perimeter only in our own account.',
      ],
      [5, 'Prompts and answers stay in the application.'],
    ),
  },
  {
    id: 'model-quality',
    title: 'Quality ceiling',
    kind: 'rated',
    meaning: 'The best model that can run there; 5 is the best available.',
    demand: max(choose('llm.quality', { small: 3, mid: 4, frontier: 5 })),
    ratings: rate(
      [5, 'Any model that a provider sells, including the best.'],
      [4, 'Open models, up to a step behind the best.'],
      [4, 'Open models, up to a step behind the best.'],
      [1, 'Small open models in four bits, a little worse than on a GPU.'],
    ),
  },
  {
    id: 'model-ownership',
    title: 'Own or tuned model',
    kind: 'rated',
    meaning: 'Whether a model that we tune or train can run there; 5 is any.',
    demand: max(choose('llm.ownModel', { none: 1, tuned: 4, own: 5 })),
    ratings: rate(
      [2, 'Some providers tune their own models; few serve ours.'],
      [5, 'Any weights.'],
      [5, 'Any weights, in our container.'],
      [4, 'Small weights.'],
    ),
  },
  {
    id: 'model-switching',
    title: 'Change of models',
    kind: 'rated',
    meaning:
      'How easily another model takes over, or several run; 5 is at once.',
    demand: max(choose('llm.switching', { none: 1, some: 3, often: 5 })),
    ratings: rate(
      [5, 'Another name in a request.'],
      [2, 'Each model takes GPUs, a setup and a rollout.'],
      [3, 'Each model takes an image and a cold start.'],
      [2, 'Each model takes memory and a release of the application.'],
    ),
  },
  {
    id: 'model-steady-load',
    title: 'Always on at steady load',
    kind: 'rated',
    meaning: 'Whether capacity stays while the load does; 5 is always.',
    demand: max(
      choose('workload.traffic', { steady: 5, spiky: 3, sporadic: 1 }),
    ),
    ratings: rate(
      [5, "The provider's fleet is always on."],
      [5, 'Always on.'],
      [2, 'Billed by the second, even if it never stops.'],
      [5, 'Always on.'],
    ),
  },
  {
    id: 'model-capacity',
    title: 'Capacity at the peak',
    kind: 'measured',
    meaning:
      'Peak use of rate limits, quota and scarce GPUs; 5 stays far below.',
    demand: max(
      choose('product.driver', { scale: 5, cost: 4, 'time-to-market': 4 }),
    ),
  },
  {
    id: 'model-first-version',
    title: 'Time to a first version',
    kind: 'rated',
    meaning: 'How soon the model can serve users; 5 is today.',
    demand: mean(
      choose('product.driver', { 'time-to-market': 5, cost: 3, scale: 3 }),
      choose('product.roadmap', { 'pivot-likely': 5, evolving: 4, stable: 2 }),
    ),
    ratings: rate(
      [5, 'An API key and an SDK; switching models means changing a name.'],
      [2.5, 'Requires GPUs, a tuned engine and an evaluated model.'],
      [3, 'Requires an image, tuned cold starts and an evaluated model.'],
      [2.5, 'Requires a tuned library and an evaluated small model.'],
    ),
  },
  {
    id: 'model-operations',
    title: 'Operating effort',
    kind: 'requirement',
    meaning:
      'DevOps maturity that running the model requires, 5 is most. Only a gap to the capability of the team costs points.',
    demand: max(),
    ratings: rate(
      [1, 'An API key and a budget; the provider operates the rest.'],
      [
        4,
        'We operate GPUs, drivers, an inference engine, capacity and on-call.',
      ],
      [
        3.5,
        'We maintain an image with engine and weights, and monitor starts, quotas and queues.',
      ],
      [2, 'A library in the application, and its memory.'],
    ),
  },
  {
    id: 'model-idle-capacity',
    title: 'Idle capacity',
    kind: 'rated',
    meaning:
      'Cost without calls; 5 is none. The ratings are for hardware that is rarely used.',
    demand: max(
      choose('workload.traffic', { steady: 1, spiky: 3, sporadic: 5 }),
    ),
    ratings: rate(
      [5, 'No tokens, no cost.'],
      [1, 'GPUs cost the same when idle.'],
      [4, 'Scales to zero shortly after the last call.'],
      [3, 'The application needs the CPUs anyway.'],
    ),
  },
  {
    id: 'model-independence',
    title: 'Independence of a provider',
    kind: 'rated',
    meaning: 'Whether we control model, price and limits; 5 is fully.',
    demand: mean(
      choose('product.driver', { scale: 4, cost: 3, 'time-to-market': 1 }),
      choose('product.roadmap', { stable: 3, evolving: 2, 'pivot-likely': 1 }),
    ),
    ratings: rate(
      [
        3,
        'The provider sets prices, limits and retirement dates; several providers sell the same class.',
      ],
      [5, 'Open weights, pinned for as long as we want.'],
      [4, 'Open weights; the platform is replaceable.'],
      [5, 'Open weights in the application.'],
    ),
  },
];

/** The criteria of placement, in display order. Ratings are our judgement; weights are estimated. @public */
export const placementCriteria: readonly PlacementCriterion[] = unweighted.map(
  criterion => {
    const { estimated } = placementCriterionWeights[criterion.id];
    return {
      ...criterion,
      demand: { ...criterion.demand, weight: estimated },
    };
  },
);
