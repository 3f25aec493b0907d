import { z } from 'zod';
import { storableText } from '../input/storableText';
import { factPushPermission } from '../permissions';
import { factStateSchema } from '../scorecards/schemas';
import { Operation, readEntity } from './Operation';

/** Maximum number of facts per request. @public */
export const maxPushedFacts = 10_000;

const pushed = {
  /** Must match the declared schema of the fact. */
  value: z.unknown().refine(value => value !== undefined, 'it is required'),
  /** Time of the observation. An older value never replaces a newer one. */
  observedAt: z.iso.datetime({ offset: true }),
  /** When it becomes unknown. The declared `expiresAfter` of the fact is the default and the limit. */
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  /** Source: a URL or the name of a system. Pages show it next to the pusher. */
  source: storableText.trim().min(1).max(2_000),
};

/** Body of `PUT /entities/:kind/:namespace/:name/facts/:fact`. @public */
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

/**
 * Body of `POST /facts`. An invalid item does not affect the others. As `application/x-ndjson`, the body has one item
 * per line and is streamed.
 *
 * @public
 */
export const pushedBatchSchema = z.strictObject({
  items: z.array(z.unknown()).min(1).max(maxPushedFacts),
});

/**
 * Result of a pushed fact: `stored`; `unchanged` if the value is known already; `outdated` if a newer one is known; or
 * `refused` with the problem.
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

/** Response of `POST /facts`. @public */
const pushResultsFields = z.object({
  /** Number of items by result. */
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
export interface PushResults extends z.output<typeof pushResultsFields> {}

/** @alpha */
export const pushResultsSchema: z.ZodType<PushResults> = pushResultsFields;

/** A fact of an entity with its value. @public */
export const factSchema = z.discriminatedUnion('status', [
  factStateSchema.options[0].extend({ value: z.unknown() }),
  factStateSchema.options[1],
]);

/** @public */
export type Fact = z.output<typeof factSchema>;

/** A number in a fact over time. @public */
export const factSeriesSchema = z.object({
  /** Path in the value, such as `p95` or `alerts.high`; empty if the value is the number. */
  field: z.string(),
  /** Title from the schema of the fact or from its measure, such as Latency p95. */
  title: z.string().optional(),
  /** Unit of the points if the number is a measure, such as ms. */
  unit: z.string().optional(),
  /** At most one point per day, oldest first. */
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
    summary: 'Get the facts of an entity',
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

/** Facts of entities. @public */
export interface FactsApi {
  getFacts(entityRef: string): Promise<{ items: Fact[] }>;
  getFact(entityRef: string, fact: string): Promise<Fact>;
  putFact(
    entityRef: string,
    fact: string,
    body: z.input<typeof pushedFactSchema>,
  ): Promise<PushResult>;
  /** Invalid items are refused; the others are stored. */
  pushFacts(batch: { items: unknown[] }): Promise<PushResults>;
  getFactHistory(
    entityRef: string,
    fact: string,
    query?: FactHistoryQuery,
  ): Promise<FactHistory>;
}
