import { z } from 'zod';
import { storableText } from '../input/storableText';
import { factPushPermission } from '../permissions';
import { factStateSchema } from '../scorecards/schemas';
import { Operation, readEntity } from './Operation';

/** The most facts that one request may push. @public */
export const maxPushedFacts = 10_000;

const pushed = {
  /** As declared for the fact. */
  value: z.unknown().refine(value => value !== undefined, 'it is required'),
  /** When the value was true. An older one never replaces a newer one. */
  observedAt: z.iso.datetime({ offset: true }),
  /** When it becomes unknown. The declared `expiresAfter` of the fact is the default and the limit. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  /** Where it comes from, for people: a URL or the name of a system. Pages show it next to who pushed the value. */
  source: storableText.trim().min(1).max(2_000),
};

/** The body of `PUT /entities/:kind/:namespace/:name/facts/:fact`. @public */
export const pushedFactSchema = z.strictObject(pushed);

/** @public */
export type PushedFact = z.output<typeof pushedFactSchema>;

/** One fact of a batch. @public */
export const pushedItemSchema = z.strictObject({
  /** Complete entity reference, such as `component:default/search`. */
  entityRef: storableText.max(512),
  /** Name of the fact. */
  fact: storableText.max(63),
  ...pushed,
});

/** @public */
export type PushedItem = z.output<typeof pushedItemSchema>;

/**
 * The body of `POST /facts`. Items are checked one by one, so that a broken one does not stop the others. As
 * `application/x-ndjson`, the body has an item on each line instead, and is read while it arrives.
 *
 * @public
 */
export const pushedBatchSchema = z.strictObject({
  items: z.array(z.unknown()).min(1).max(maxPushedFacts),
});

/**
 * What became of a pushed fact: `stored`; `unchanged`, where it was known already; `outdated`, where a newer one is
 * known; or `refused`, and why.
 *
 * @public
 */
export const pushResultSchema = z.discriminatedUnion('result', [
  z.object({
    /** Position in the batch, from 0. */
    index: z.int(),
    result: z.enum(['stored', 'unchanged', 'outdated']),
  }),
  z.object({
    index: z.int(),
    result: z.literal('refused'),
    /** Names the field, the value and the remedy. */
    problem: z.string(),
  }),
]);

/** @public */
export type PushResult = z.output<typeof pushResultSchema>;

/** The answer of `POST /facts`. @public */
export const pushResultsSchema = z.object({
  /** How many items met which end. */
  counts: z.object({
    stored: z.int(),
    unchanged: z.int(),
    outdated: z.int(),
    refused: z.int(),
  }),
  /** In the order of the batch. */
  results: z.array(pushResultSchema),
});

/** @public */
export type PushResults = z.output<typeof pushResultsSchema>;

/** A fact of an entity with its value. @public */
export const factSchema = z.discriminatedUnion('status', [
  factStateSchema.options[0].extend({ value: z.unknown() }),
  factStateSchema.options[1],
]);

/** @public */
export type Fact = z.output<typeof factSchema>;

/** One number of a fact over time. @public */
export const factSeriesSchema = z.object({
  /** Where it stands in the value, such as `p95` or `alerts.high`; empty where the value is the number. */
  field: z.string(),
  /** For people, where the declaration of the fact names it or it is a measure, such as Latency p95. */
  title: z.string().optional(),
  /** Of the points, where the number is a measure, such as ms. */
  unit: z.string().optional(),
  /** At most one a day, oldest first. */
  points: z.array(z.object({ at: z.iso.date(), value: z.number() })),
});

/** @public */
export type FactSeries = z.output<typeof factSeriesSchema>;

/** Query of `GET /entities/:kind/:namespace/:name/facts/:fact/history`. @public */
export const factHistoryQuerySchema = z.object({
  field: storableText
    .max(200)
    .optional()
    .describe('Only this number of the fact, such as p95; all by default'),
  days: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(180)
    .describe('How many days back'),
});

/** @public */
export type FactHistoryQuery = z.input<typeof factHistoryQuerySchema>;

/** The numbers of a fact over time. @public */
export const factHistorySchema = z.object({
  name: z.string(),
  title: z.string(),
  series: z.array(factSeriesSchema),
});

/** @public */
export type FactHistory = z.output<typeof factHistorySchema>;

export const factOperations = {
  getFacts: {
    route: 'GET /entities/:kind/:namespace/:name/facts',
    summary: 'Get what is known of an entity',
    permission: readEntity,
    answer: z.object({ items: z.array(factSchema) }),
  },
  getFact: {
    route: 'GET /entities/:kind/:namespace/:name/facts/:fact',
    summary: 'Get a fact of an entity',
    permission: readEntity,
    answer: factSchema,
  },
  putFact: {
    route: 'PUT /entities/:kind/:namespace/:name/facts/:fact',
    summary: 'Push a fact of an entity',
    permission: factPushPermission,
    body: pushedFactSchema,
    bodyName: 'fact',
    maxBody: 1_100_000,
    answer: pushResultSchema,
  },
  pushFacts: {
    route: 'POST /facts',
    summary: 'Push facts of many entities, with a result for each',
    permission: factPushPermission,
    body: pushedBatchSchema,
    accepts: ['application/x-ndjson'],
    maxBody: 10_000_000,
    answer: pushResultsSchema,
  },
  getFactHistory: {
    route: 'GET /entities/:kind/:namespace/:name/facts/:fact/history',
    summary: 'Get the numbers of a fact over time',
    permission: readEntity,
    query: factHistoryQuerySchema,
    answer: factHistorySchema,
  },
} as const satisfies Record<string, Operation>;

/** What is known of entities beside the catalog. @public */
export interface FactsApi {
  getFacts(entityRef: string): Promise<{ items: Fact[] }>;
  getFact(entityRef: string, fact: string): Promise<Fact>;
  putFact(
    entityRef: string,
    fact: string,
    body: z.input<typeof pushedFactSchema>,
  ): Promise<PushResult>;
  /** A broken item is refused; the others are stored. */
  pushFacts(batch: { items: unknown[] }): Promise<PushResults>;
  getFactHistory(
    entityRef: string,
    fact: string,
    query?: FactHistoryQuery,
  ): Promise<FactHistory>;
}
