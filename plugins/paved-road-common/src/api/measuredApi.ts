import { z } from 'zod';
import { platformIdSchema } from '../advisor/ids';
import { patternSchema } from '../advisor/patterns';
import { pageQuerySchema } from '../input/pages';
import { Measured, measuredSchema } from '../measurements/schemas';
import { Operation, pageOf, readEntity } from './Operation';

const predictionFilters = {
  platform: platformIdSchema
    .optional()
    .describe('Platform of the assessment, such as aws'),
  pattern: patternSchema.optional().describe('The decided pattern'),
};

/** Query of `GET /predictions`. @public */
export const predictionQuerySchema = pageQuerySchema.extend(predictionFilters);

/** Query of `GET /predictions.csv`. @public */
export const predictionExportQuerySchema = z.object(predictionFilters);

/** @public */
export type PredictionQuery = z.input<typeof predictionQuerySchema>;

/** @public */
export type PredictionExportQuery = z.input<typeof predictionExportQuerySchema>;

const comparedSchema = z.object({
  predicted: z.number(),
  measured: z.number(),
  /** Measured by predicted, less one. */
  error: z.number(),
});

/** What was predicted of a service, and what came. @public */
export const servicePredictionSchema = z.object({
  assessmentId: z.string(),
  entityRef: z.string(),
  entityTitle: z.string(),
  platform: platformIdSchema,
  pattern: patternSchema,
  /** USD a month. */
  cost: comparedSchema.optional(),
  /** Seconds, p95. */
  latency: comparedSchema.optional(),
  measuredAt: z.iso.datetime(),
});

/** @public */
export type ServicePrediction = z.output<typeof servicePredictionSchema>;

const errorsSchema = z.object({
  /** How many services. */
  services: z.int(),
  /** Median of measured by predicted, less one. */
  median: z.number(),
  /** Quarter and three quarters. */
  quartiles: z.tuple([z.number(), z.number()]),
});

/** Errors of predictions over the services of one platform and pattern, and what they suggest. @public */
export const predictionGroupSchema = z.object({
  platform: platformIdSchema,
  pattern: patternSchema,
  cost: errorsSchema.optional(),
  latency: errorsSchema.optional(),
  /** What the organisation may want to change in its assumptions; nothing changes them by itself. */
  suggestions: z.array(
    z.object({
      /** Id of the assumption. */
      assumption: z.string(),
      title: z.string(),
      unit: z.string(),
      current: z.number(),
      suggested: z.number(),
      /** Why, with the number of services. */
      text: z.string(),
    }),
  ),
});

/** @public */
export type PredictionGroup = z.output<typeof predictionGroupSchema>;

/** The answer of `GET /predictions`. @public */
export const predictionsSchema = pageOf(servicePredictionSchema).extend({
  groups: z.array(predictionGroupSchema),
});

/** @public */
export type Predictions = z.output<typeof predictionsSchema>;

export const measuredOperations = {
  getMeasured: {
    route: 'GET /assessments/:id/measured',
    summary: 'Hold an assessment against what is measured',
    permission: readEntity,
    answer: measuredSchema,
  },
  listPredictions: {
    route: 'GET /predictions',
    summary:
      'List what was predicted and what came, worst first, with the errors by platform and pattern',
    permission: readEntity,
    query: predictionQuerySchema,
    answer: predictionsSchema,
  },
  exportPredictions: {
    route: 'GET /predictions.csv',
    summary: 'Export what was predicted and what came',
    permission: readEntity,
    query: predictionExportQuerySchema,
    answer: 'text/csv',
  },
} as const satisfies Record<string, Operation>;

/** Decisions held against what is measured. @public */
export interface MeasuredApi {
  getMeasured(id: string): Promise<Measured>;
  listPredictions(query?: PredictionQuery): Promise<Predictions>;
  exportPredictions(query?: PredictionExportQuery): Promise<Blob>;
}
