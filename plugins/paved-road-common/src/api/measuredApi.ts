import { z } from 'zod';
import { platformIdSchema } from '../advisor/profile/ids';
import { patternSchema } from '../advisor/profile/patterns';
import { pageQuerySchema } from '../input/pages';
import {
  Measured,
  measuredSchema,
  predictionGroupSchema,
  servicePredictionSchema,
} from '../measurements/schemas';
import { Operation, pageSchema, readEntity } from './Operation';

const predictionFilters = {
  platform: platformIdSchema
    .optional()
    .describe('Platform of the assessment, such as aws'),
  pattern: patternSchema.optional().describe('The decided pattern'),
};

/** Query of `GET /predictions`. @public */
export const predictionQuerySchema = pageQuerySchema.extend(predictionFilters);

/** Query of `GET /predictions.csv`. @public */
export const predictionExportQuerySchema = z.strictObject(predictionFilters);

/** @public */
export type PredictionQuery = z.input<typeof predictionQuerySchema>;

/** @public */
export type PredictionExportQuery = z.input<typeof predictionExportQuerySchema>;

/** Response of `GET /predictions`. @public */
const predictionsFields = pageSchema(servicePredictionSchema).extend({
  /** Statistics of all predictions; only on the first page. */
  groups: z.array(predictionGroupSchema).optional(),
});

/** @public */
export interface Predictions extends z.output<typeof predictionsFields> {}

/** @alpha */
export const predictionsSchema: z.ZodType<Predictions> = predictionsFields;

export const measuredOperations = {
  getMeasured: {
    route: 'GET /assessments/:id/measured',
    summary: 'Compare an assessment with measurements',
    permission: readEntity,
    answer: measuredSchema,
    errors: [409],
  },
  listPredictions: {
    route: 'GET /predictions',
    summary:
      'List predictions next to measurements, largest error first, with the errors by platform and pattern',
    permission: readEntity,
    query: predictionQuerySchema,
    answer: predictionsSchema,
  },
  exportPredictions: {
    route: 'GET /predictions.csv',
    summary: 'Export predictions next to measurements',
    permission: readEntity,
    query: predictionExportQuerySchema,
    answer: 'text/csv',
  },
} as const satisfies Record<string, Operation>;

/** Decisions compared with measurements. @public */
export interface MeasuredApi {
  getMeasured(id: string): Promise<Measured>;
  listPredictions(query?: PredictionQuery): Promise<Predictions>;
  exportPredictions(query?: PredictionExportQuery): Promise<Blob>;
}
