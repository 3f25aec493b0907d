import { DemandRule } from '../fit/demandTable';
import { CriterionKind, Rating } from '../model';
import { Placement } from './placements';

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

/** A criterion by which placements of a language model are compared, as patterns are by theirs. @public */
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
 * The criteria of placement, in the order in which they are shown. Ratings and weights are our judgement: there are
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
      'Monthly cost against the cheapest placement; 5 is cheapest or within what does not matter beside the cost of the team.',
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
      'What is required of the first token or the response against the p99; 5 meets it.',
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
    meaning: 'Whether prompts and answers stay with us; 5 is never leave.',
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
        'Prompts go to the provider, kept in a region where it offers that by contract.',
      ],
      [5, 'Prompts and answers stay on our own machines.'],
      [
        3,
        'Prompts go to a platform that runs our container; inside our perimeter only in an account of ours.',
      ],
      [5, 'Prompts and answers stay in the application.'],
    ),
  },
  {
    id: 'model-quality',
    title: 'Quality ceiling',
    kind: 'rated',
    meaning: 'The best model that can run there; 5 is the best there is.',
    demand: {
      weight: 1.5,
      combine: 'max',
      terms: [
        { path: 'llm.quality', choices: { small: 3, mid: 4, frontier: 5 } },
      ],
    },
    ratings: rate(
      [5, 'Any model that a provider sells, the best included.'],
      [4, 'Open models as large as the GPUs hold.'],
      [4, 'Open models as large as the GPUs hold.'],
      [1, 'Small open models in four bits, a little worse than on a GPU.'],
    ),
  },
  {
    id: 'model-first-version',
    title: 'Time to a first version',
    kind: 'rated',
    meaning: 'How soon the model answers users; 5 is today.',
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
      [5, 'A key and an SDK; models are changed by a name.'],
      [2.5, 'GPUs to get, an engine to tune, a model to evaluate.'],
      [3, 'An image to build and starts to tune, a model to evaluate.'],
      [2.5, 'A library to tune for speed, a small model to evaluate.'],
    ),
  },
  {
    id: 'model-operations',
    title: 'Operating effort',
    kind: 'requirement',
    meaning:
      'What running the model asks of the team, 5 is most. Compared with what the team brings: only a gap costs.',
    demand: { weight: 1.5, combine: 'max', terms: [] },
    ratings: rate(
      [1, 'A key and a budget; the provider runs the rest.'],
      [
        4,
        'GPUs, drivers, an inference engine, capacity and on-call are ours to run.',
      ],
      [
        3.5,
        'An image with engine and weights; starts, quotas and queues to watch.',
      ],
      [2, 'A library in the application, and its memory.'],
    ),
  },
  {
    id: 'model-idle-capacity',
    title: 'Idle capacity',
    kind: 'rated',
    meaning:
      'What is paid while nobody calls; 5 is nothing. The ratings are those of hardware that is hardly used.',
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
      [5, 'No tokens, no bill.'],
      [1, 'GPUs cost the same whether they work or not.'],
      [4, 'Off after a short while without calls.'],
      [3, 'The processors are there for the application anyway.'],
    ),
  },
  {
    id: 'model-independence',
    title: 'Independence of a provider',
    kind: 'rated',
    meaning:
      'Whether model, price and limits are in our own hands; 5 is wholly.',
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
        'The provider sets price, limits and the day a model retires; several sell the same class.',
      ],
      [5, 'Open weights, pinned for as long as we like.'],
      [4, 'Open weights; the platform can be changed.'],
      [5, 'Open weights in the application.'],
    ),
  },
];
