import { z } from 'zod';
import { platformIdSchema } from '../advisor/ids';
import { patternSchema } from '../advisor/patterns';
import { placementSchema } from '../advisor/placement/placements';
import { profileSchema } from '../advisor/profile';
import { verdicts } from '../advisor/sensitivity/schemas';

const dateTime = z.iso.datetime();

/** Numbers over time, at most one a day, oldest first. */
const pointsSchema = z.array(z.object({ at: dateTime, value: z.number() }));

const measurementSchema = z.object({
  /** Name of the measure, such as `requestsPerMonth`. */
  measure: z.string(),
  title: z.string(),
  unit: z.string(),
  value: z.number(),
  /** When it was true. */
  observedAt: dateTime,
  /** Name of the fact it is from. */
  fact: z.string(),
  /** Of the fact, for people: a URL or the name of a system. */
  source: z.string(),
  /** Why the source has not confirmed it since `observedAt`. */
  failing: z.string().optional(),
  /** The number covers a longer time than it has been measured. Until then, it does not affect the decision. */
  conclusiveFrom: dateTime.optional(),
  points: pointsSchema,
});

/** A quantity of a running service, in the unit of its measure. @public */
export type Measurement = z.output<typeof measurementSchema>;

const assumedSchema = measurementSchema.extend({
  /** The question that it answers. */
  question: z.string(),
  /** What the profile says; absent where the question was open. */
  assumed: z.number().optional(),
  /** Measured by assumed; absent where nothing, or zero, was assumed. */
  ratio: z.number().optional(),
});

/** An answer of the profile beside what is measured. @public */
export type AssumedMeasurement = z.output<typeof assumedSchema>;

const predictionSchema = measurementSchema.extend({
  quantity: z.enum(['cost', 'p50', 'p95', 'p99']),
  /** What the advice said of the decided pattern. */
  predicted: z.number(),
  /** Its range, of a cost. */
  range: z.object({ low: z.number(), high: z.number() }).optional(),
  /** Measured by predicted, less one: 0.5 is half more than predicted. */
  error: z.number(),
  /** What the advice says with measured values: what is left is the error of the model and its assumptions. */
  withMeasured: z
    .object({ predicted: z.number(), error: z.number() })
    .optional(),
});

/** A prediction of the advice beside what came. @public */
export type Prediction = z.output<typeof predictionSchema>;

const answerSchema = z.object({
  pattern: patternSchema,
  placement: placementSchema.optional(),
  verdict: z.enum(verdicts).optional(),
  /** As of the recommendation, 0..1. */
  confidence: z.number().optional(),
  /** In one sentence. */
  text: z.string(),
  /** Fit of each plain pattern, best first. */
  fits: z.array(z.object({ pattern: patternSchema, fit: z.number() })),
});

const announcedFlipSchema = z.object({
  /** The question. */
  path: z.string(),
  /** What the assessment said of it, such as "Microservices above 22.5 M requests a month". */
  text: z.string(),
  threshold: z.number(),
  direction: z.enum(['below', 'above']),
  unit: z.string(),
  value: z.number(),
});

/** A change of the answer that the assessment announced, and that a number is within a fifth of. @public */
export type NearFlip = z.output<typeof announcedFlipSchema>;

/** With `since`: that is the approval, and it was so on a day before. */
const beforeApproval = z.literal(true).optional();

const crossedSchema = announcedFlipSchema.extend({
  /** When it was first past the threshold without coming back, at the earliest at the approval. */
  since: dateTime,
  beforeApproval,
});

/** A change of the answer that the assessment announced, and that came. @public */
export type CrossedFlip = z.output<typeof crossedSchema>;

export const conditionStates = [
  'reached',
  'near',
  'not-yet',
  'not-measured',
] as const;

const conditionSchema = z.object({
  /**
   * A trigger of the roadmap, a condition of the decision to look at it again, or a latency that exceeds what the profile
   * requires.
   */
  from: z.enum(['roadmap', 'decision', 'requirement']),
  /** Title of the step of the roadmap. */
  step: z.string().optional(),
  text: z.string(),
  /** `near`: within a fifth of the threshold. */
  state: z.enum(conditionStates),
  value: z.number().optional(),
  threshold: z.number().optional(),
  unit: z.string().optional(),
  /** When it was first reached without coming back, at the earliest at the approval. */
  since: dateTime.optional(),
  beforeApproval,
  points: pointsSchema.optional(),
});

/** A sign that the next step is due, and how far it is away. @public */
export type MeasuredCondition = z.output<typeof conditionSchema>;

const driftSchema = z.object({
  id: z.enum(['several-deployables', 'undeclared-call', 'unseen-call']),
  text: z.string(),
  /** What was seen, and where. */
  evidence: z.array(z.object({ text: z.string(), source: z.string() })).min(1),
});

/** A difference between what is declared and what was observed. @public */
export type Drift = z.output<typeof driftSchema>;

export const measuredStatuses = [
  'changed',
  'near',
  'holds',
  'not-measured',
] as const;

/**
 * A decision held against what is measured. `holds`; `near`, where a number is within a fifth of a change of the answer
 * or a condition; `changed`, where the answer with measured values is another one than was decided on; `not-measured`.
 *
 * @public
 */
export const measuredSchema = z.object({
  assessmentId: z.string(),
  entityRef: z.string(),
  /** When it was computed. */
  at: dateTime,
  status: z.enum(measuredStatuses),
  /** Since when the answer is another one, at the earliest since the approval; present with `changed`. */
  since: dateTime.optional(),
  beforeApproval,
  /** The answer that the assessment was made with. */
  assumed: answerSchema,
  /** The answer with measured values; absent where nothing is measured that the profile asks for. */
  measured: answerSchema.optional(),
  answers: z.array(assumedSchema),
  predictions: z.array(predictionSchema),
  /** What is measured beside answers and predictions. */
  others: z.array(measurementSchema),
  crossed: z.array(crossedSchema),
  /** What is not crossed, but measured within a fifth of the threshold; nearest first. */
  near: z.array(announcedFlipSchema),
  conditions: z.array(conditionSchema),
  drift: z.array(driftSchema),
  /** The profile with measured values, for another assessment; absent as `measured`. */
  profile: profileSchema.optional(),
});

/** @public */
export type Measured = z.output<typeof measuredSchema>;

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
