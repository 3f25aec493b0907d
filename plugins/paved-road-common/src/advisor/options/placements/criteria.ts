import { DemandRule, CriterionKind, Rating } from '../criterion';
import { Placement } from '../../profile/placements';

/** @public */
export const placementCriterionIds = [
  'model-cost',
  'model-latency',
  'model-data-control',
  'model-quality',
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
 * The criteria of placement, in display order. Ratings and weights are our judgement, because there are
 * too few published decisions to estimate them from.
 *
 * @public
 */
export const placementCriteria: readonly PlacementCriterion[] = [
  {
    id: 'model-cost',
    title: 'Cost at the expected tokens',
    kind: 'measured',
    meaning:
      'Monthly cost relative to the cheapest placement; 5 is cheapest, or immaterial compared to the cost of the team.',
    demand: {
      weight: 2,
      combine: 'mean',
      terms: [
        {
          path: 'product.budgetFocus',
          choices: { operations: 3, balanced: 4, 'per-transaction': 5 },
        },
        {
          path: 'product.driver',
          choices: { cost: 5, scale: 4, 'time-to-market': 3 },
        },
      ],
    },
  },
  {
    id: 'model-latency',
    title: 'First token and token rate',
    kind: 'measured',
    meaning:
      'p99 of the first token or the response against the requirement; 5 meets it.',
    demand: {
      weight: 1.5,
      combine: 'max',
      terms: [
        {
          path: 'workload.latency',
          choices: {
            realtime: 5,
            interactive: 4,
            'first-token': 4,
            'near-real-time': 2,
            batch: 1,
          },
        },
      ],
    },
  },
  {
    id: 'model-data-control',
    title: 'Control of the data',
    kind: 'rated',
    meaning: 'Whether prompts and answers stay with us; 5 is always.',
    demand: {
      weight: 2,
      combine: 'max',
      terms: [
        {
          path: 'llm.residency',
          choices: { none: 1, region: 3, 'own-perimeter': 5 },
        },
      ],
    },
    ratings: rate(
      [
        3,
        'Prompts go to the provider, within a region if its contract offers that.',
      ],
      [5, 'Prompts and answers stay on our own machines.'],
      [
        3,
        'Prompts go to a platform that runs our container; within our perimeter only in our own account.',
      ],
      [5, 'Prompts and answers stay in the application.'],
    ),
  },
  {
    id: 'model-quality',
    title: 'Quality ceiling',
    kind: 'rated',
    meaning: 'The best model that can run there; 5 is the best available.',
    demand: {
      weight: 1.5,
      combine: 'max',
      terms: [
        { path: 'llm.quality', choices: { small: 3, mid: 4, frontier: 5 } },
      ],
    },
    ratings: rate(
      [5, 'Any model that a provider sells, including the best.'],
      [4, 'Open models that fit the GPUs.'],
      [4, 'Open models that fit the GPUs.'],
      [1, 'Small open models in four bits, a little worse than on a GPU.'],
    ),
  },
  {
    id: 'model-first-version',
    title: 'Time to a first version',
    kind: 'rated',
    meaning: 'How soon the model can serve users; 5 is today.',
    demand: {
      weight: 1,
      combine: 'mean',
      terms: [
        {
          path: 'product.driver',
          choices: { 'time-to-market': 5, cost: 3, scale: 3 },
        },
        {
          path: 'product.roadmap',
          choices: { 'pivot-likely': 5, evolving: 4, stable: 2 },
        },
      ],
    },
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
    demand: { weight: 1.5, combine: 'max', terms: [] },
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
    demand: {
      weight: 0.8,
      combine: 'max',
      terms: [
        {
          path: 'workload.traffic',
          choices: { steady: 1, spiky: 3, sporadic: 5 },
        },
      ],
    },
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
    demand: {
      weight: 0.8,
      combine: 'mean',
      terms: [
        {
          path: 'product.driver',
          choices: { scale: 4, cost: 3, 'time-to-market': 1 },
        },
        {
          path: 'product.roadmap',
          choices: { stable: 3, evolving: 2, 'pivot-likely': 1 },
        },
      ],
    },
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
