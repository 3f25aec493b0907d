import { z } from 'zod';
import type { ModelDescription } from './describeModel';
import { criterionIdSchema, platformIdSchema, stages } from '../profile/ids';
import { patternSchema, plainPatternSchema } from '../profile/patterns';
import { placementCriterionIds } from '../options/placements/criteria';
import { placementSchema } from '../profile/placements';
import { assumptionKinds } from '../quantities/Assumption';
import { QuestionPath, questionSteps } from '../profile/questions';

/* The built-in paths and `custom.<name>`. */
const questionPath = z.string() as unknown as z.ZodType<QuestionPath>;

const rating = z.object({
  /** 1..5 */
  value: z.number(),
  first: z.number().optional(),
  reason: z.string(),
});

const ratings = z.record(plainPatternSchema, rating);

const demandTerm = z.union([
  z.object({ path: questionPath, choices: z.record(z.string(), z.number()) }),
  z.object({
    path: questionPath,
    points: z.array(z.tuple([z.number(), z.number()])),
    scale: z.literal('log').optional(),
  }),
]);

const demand = z.object({
  weight: z.number(),
  combine: z.enum(['mean', 'max']),
  terms: z.array(demandTerm),
});

const criterionKind = z.enum(['rated', 'requirement', 'measured', 'fit']);

const answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('scale'),
    min: z.literal(1),
    max: z.literal(5),
    labels: z.tuple([
      z.string(),
      z.string(),
      z.string(),
      z.string(),
      z.string(),
    ]),
  }),
  z.object({
    kind: z.literal('choice'),
    options: z.array(
      z.object({
        value: z.string(),
        label: z.string(),
        onlyWith: z.literal('llm').optional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('number'),
    unit: z.string(),
    min: z.number(),
    exclusiveMin: z.boolean().optional(),
    max: z.number(),
    usual: z.tuple([z.number(), z.number()]),
    step: z.number(),
    integer: z.boolean(),
  }),
]);

const hostedModel = z.object({
  provider: z.string(),
  model: z.string(),
  quality: z.enum(['small', 'mid', 'frontier']),
  inputPerMtok: z.number(),
  outputPerMtok: z.number(),
  cacheReadPerMtok: z.number().optional(),
  cacheWritePerMtok: z.number().optional(),
  contextWindow: z.number().optional(),
  longContext: z
    .object({
      fromInputTokens: z.number(),
      inputPerMtok: z.number(),
      outputPerMtok: z.number().optional(),
      cacheReadPerMtok: z.number().optional(),
    })
    .optional(),
  batchFactor: z.number().optional(),
  batchCaches: z.boolean().optional(),
  regional: z.boolean().optional(),
  url: z.string().optional(),
});

const described = { title: z.string(), description: z.string() };
const published = { url: z.string().optional(), date: z.string().optional() };

/** The response of `GET /model`. The schema must match the interfaces of the model. */
export const modelDescriptionSchema: z.ZodType<ModelDescription> = z.object({
  modelVersion: z.string(),
  defaultPlatform: platformIdSchema,
  patterns: z.array(z.object({ id: patternSchema, ...described })),
  criteria: z.array(
    z.object({
      id: criterionIdSchema,
      title: z.string(),
      kind: criterionKind,
      meaning: z.string(),
      ratings: ratings.optional(),
      demand,
      priorWeight: z.number(),
    }),
  ),
  fitRatings: z.object({
    'invocation-fit': z.record(z.enum(['in-app', 'api', 'event']), ratings),
    'traffic-fit': z.record(z.enum(['steady', 'spiky', 'sporadic']), ratings),
    'state-fit': z.record(
      z.enum(['stateless', 'session', 'streaming']),
      ratings,
    ),
    'stage-fit': z.record(z.enum(stages), ratings),
  }),
  questions: z.array(
    z.object({
      path: questionPath,
      step: z.enum(questionSteps),
      title: z.string(),
      help: z.string(),
      optional: z.literal(true).optional(),
      forPlacement: z.literal(true).optional(),
      answer,
    }),
  ),
  stages: z.array(z.object({ id: z.enum(stages), ...described })),
  risks: z.array(
    z.object({
      id: criterionIdSchema,
      title: z.string(),
      mitigations: z.array(z.string()),
    }),
  ),
  platforms: z.array(
    z.object({
      id: platformIdSchema,
      title: z.string(),
      limits: z.object({
        modelGb: z.number().optional(),
        memoryGb: z.number().optional(),
        gpuMemoryGb: z.number().optional(),
        seconds: z.number().optional(),
        answerSeconds: z.number().optional(),
        payloadMb: z.number().optional(),
        concurrency: z.number().optional(),
        answersLater: z.boolean().optional(),
        accelerators: z.array(z.enum(['gpu', 'tpu'])),
      }),
      source: z.string(),
      ...published,
    }),
  ),
  filters: z.array(
    z.object({
      id: z.string(),
      pattern: plainPatternSchema.optional(),
      placement: placementSchema.optional(),
      when: z.array(
        z.union([
          z.object({
            path: questionPath,
            is: z.array(z.union([z.string(), z.number()])),
          }),
          z.object({ path: questionPath, above: z.number() }),
          z.object({ path: questionPath, below: z.number() }),
        ]),
      ),
      text: z.string(),
      source: z.string(),
      liftedBy: z.array(z.string()),
    }),
  ),
  assumptions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      value: z.number().optional(),
      unit: z.string(),
      kind: z.enum(assumptionKinds),
      source: z.string(),
      ...published,
      range: z.tuple([z.number(), z.number()]).optional(),
    }),
  ),
  languageModels: z.object({
    placements: z.array(
      z.object({ id: placementSchema, ...described, beside: z.string() }),
    ),
    criteria: z.array(
      z.object({
        id: z.enum(placementCriterionIds),
        title: z.string(),
        kind: criterionKind,
        meaning: z.string(),
        demand,
        ratings: z.record(placementSchema, rating).optional(),
      }),
    ),
    priceDate: z.string(),
    hosted: z.array(hostedModel),
    allowedProviders: z.array(z.string()).optional(),
  }),
});
