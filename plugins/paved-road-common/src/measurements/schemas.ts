import { z } from 'zod';
import { platformIdSchema } from '../advisor/profile/ids';
import { patternSchema } from '../advisor/profile/patterns';
import { placementSchema } from '../advisor/profile/placements';
import { profileSchema } from '../advisor/profile/profile';
import { evidenceFields, evidenceSchema } from '../advisor/explain/evidence';
import { verdicts } from '../advisor/choice/schemas';

const dateTime = z.iso.datetime();

/** At most one value per day, oldest first. */
const pointsSchema = z.array(z.object({ at: dateTime, value: z.number() }));

const measurementSchema = z.object({
  /** Name of the measure, such as `requestsPerMonth`. */
  measure: z.string(),
  title: z.string(),
  unit: z.string(),
  value: z.number(),
  /** When the value was observed. */
  observedAt: dateTime,
  fact: z.string(),
  /** Source of the fact: a URL or the name of a system. */
  source: z.string(),
  /** Why the source could not confirm the value after `observedAt`. */
  failing: z.string().optional(),
  /** The number covers a longer time than it has been measured. Until then, it does not affect the decision. */
  conclusiveFrom: dateTime.optional(),
  points: pointsSchema,
});

/** A measured value, in the unit of its measure. @public */
export type Measurement = z.output<typeof measurementSchema>;

const assumedSchema = measurementSchema.extend({
  question: z.string(),
  /** The answer in the profile; absent if the question was open. */
  assumed: z.number().optional(),
  /** Measured divided by assumed; absent if nothing or zero was assumed. */
  ratio: z.number().optional(),
});

/** A measured value next to the answer in the profile. @public */
export type AssumedMeasurement = z.output<typeof assumedSchema>;

const predictionSchema = measurementSchema.extend({
  quantity: z.enum(['cost', 'p50', 'p95', 'p99']),
  /** The prediction for the decided pattern. */
  predicted: z.number(),
  /** Range of the prediction; only for costs. */
  range: z.object({ low: z.number(), high: z.number() }).optional(),
  /** Relative error: 0.5 is 50% more than predicted. */
  error: z.number(),
  /** The prediction with measured values. The remaining error comes from the model and its assumptions. */
  withMeasured: z
    .object({ predicted: z.number(), error: z.number() })
    .optional(),
});

/** A measured value next to its prediction. @public */
export type Prediction = z.output<typeof predictionSchema>;

const answerSchema = z.object({
  pattern: patternSchema,
  placement: placementSchema.optional(),
  verdict: z.enum(verdicts).optional(),
  /** Chance that the recommendation is right, 0..1. */
  confidence: z.number().optional(),
  /** The recommendation as a sentence. */
  text: z.string(),
  /** For the pattern and, if a language model is used, its placement. */
  evidence: z.array(evidenceSchema),
  /** Chance of each plain pattern, 0..1, likeliest first. */
  chances: z.array(z.object({ pattern: patternSchema, chance: z.number() })),
  /** Chance of each placement of the language model, 0..1, likeliest first. */
  placementChances: z
    .array(z.object({ placement: placementSchema, chance: z.number() }))
    .optional(),
});

const measuredFlipSchema = z.object({
  /** The question. */
  path: z.string(),
  /** The text of the flip, such as "Microservices above 22.5M requests/month". */
  text: z.string(),
  threshold: z.number(),
  direction: z.enum(['below', 'above']),
  unit: z.string(),
  value: z.number(),
});

/** A flip whose threshold the measured value is within a fifth of. @public */
export type NearFlip = z.output<typeof measuredFlipSchema>;

/** `since` is the approval, but it was already true before. */
const beforeApproval = z.literal(true).optional();

const crossedSchema = measuredFlipSchema.extend({
  /** When the value crossed the threshold for good, at the earliest the approval. */
  since: dateTime,
  beforeApproval,
});

/** A flip whose threshold the measured value has crossed. @public */
export type CrossedFlip = z.output<typeof crossedSchema>;

export const conditionStates = [
  'reached',
  'near',
  'not-yet',
  'not-measured',
] as const;

const conditionSchema = z.object({
  /** A trigger of the roadmap, a review trigger of the decision, or a latency requirement of the profile. */
  from: z.enum(['roadmap', 'decision', 'requirement']),
  /** Title of the step of the roadmap. */
  step: z.string().optional(),
  text: z.string(),
  /** `near`: within a fifth of the threshold. */
  state: z.enum(conditionStates),
  value: z.number().optional(),
  threshold: z.number().optional(),
  unit: z.string().optional(),
  /** When it was reached for good, at the earliest the approval. */
  since: dateTime.optional(),
  beforeApproval,
  points: pointsSchema.optional(),
});

/** A trigger or requirement with its measured value. @public */
export type MeasuredCondition = z.output<typeof conditionSchema>;

const driftSchema = z.object({
  id: z.enum(['several-deployables', 'undeclared-call', 'unseen-call']),
  text: z.string(),
  evidence: z.array(z.object({ text: z.string(), source: z.string() })).min(1),
});

/** A difference between the declared and the observed architecture. @public */
export type Drift = z.output<typeof driftSchema>;

export const measuredStatuses = [
  'changed',
  'near',
  'holds',
  'not-measured',
] as const;

/**
 * A decision compared with measurements. Status `near`: a value is within a fifth of a flip or a condition, or measured
 * values lead to a close call; `changed`: they clearly lead to another recommendation.
 *
 * @public
 */
const measuredFields = z.object({
  assessmentId: z.string(),
  entityRef: z.string(),
  /** When it was computed. */
  at: dateTime,
  status: z.enum(measuredStatuses),
  /** What measured values clearly change, the longest first; present with `changed`. */
  changedChoices: z.array(evidenceFields.shape.choice).optional(),
  /** When the first of these choices changed, at the earliest the approval; present with `changed`. */
  since: dateTime.optional(),
  beforeApproval,
  /** The recommendation with assumed values. */
  assumed: answerSchema,
  /** The recommendation with measured values; absent if no question has one. */
  measured: answerSchema.optional(),
  answers: z.array(assumedSchema),
  predictions: z.array(predictionSchema),
  /** Measurements of neither an answer nor a prediction. */
  others: z.array(measurementSchema),
  crossed: z.array(crossedSchema),
  /** Flips within a fifth of their threshold, nearest first. */
  near: z.array(measuredFlipSchema),
  conditions: z.array(conditionSchema),
  drift: z.array(driftSchema),
  /** The profile with measured values, for a new assessment; present with `measured`. */
  profile: profileSchema.optional(),
});

/** @public */
export interface Measured extends z.output<typeof measuredFields> {}

/** @alpha */
export const measuredSchema: z.ZodType<Measured> = measuredFields;

const comparedSchema = z.object({
  predicted: z.number(),
  measured: z.number(),
  /** Relative error. */
  error: z.number(),
});

/** Predictions of a service next to its measurements. @public */
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
  services: z.int(),
  /** Median of the relative errors. */
  median: z.number(),
  /** First and third quartile. */
  quartiles: z.tuple([z.number(), z.number()]),
});

/** Errors of the predictions for one platform and pattern, with suggested corrections. @public */
export const predictionGroupSchema = z.object({
  platform: platformIdSchema,
  pattern: patternSchema,
  cost: errorsSchema.optional(),
  latency: errorsSchema.optional(),
  /** Suggested corrections of assumptions; never applied automatically. */
  suggestions: z.array(
    z.object({
      assumption: z.string(),
      title: z.string(),
      unit: z.string(),
      current: z.number(),
      suggested: z.number(),
      /** The reason, with the number of services. */
      text: z.string(),
    }),
  ),
});

/** @public */
export type PredictionGroup = z.output<typeof predictionGroupSchema>;
