import { z } from 'zod';
import { Opaque } from '../../input/namedSchema';
import { storableText } from '../../input/storableText';
import { RiskCondition } from '../options/DecisionModel';
import { criterionIdSchema, platformIdSchema, stages } from '../profile/ids';
import { perOption } from '../profile/perOption';
import { plainPatterns, plainPatternSchema } from '../profile/patterns';
import { placementSchema } from '../profile/placements';
import { priceListSchema } from '../quantities/prices/priceList';
import { questionNameSchema } from '../profile/profile';
import {
  Question,
  QuestionPath,
  questions,
  questionSteps,
} from '../profile/questions';

const line = storableText.trim().min(1).max(500);
const title = storableText.trim().min(1).max(100);
const amount = z.number().min(0).max(1e12);
const fiveStep = z.number().min(1).max(5);
const weight = z.number().min(0).max(5);

/** Whether the question exists is checked later, when all questions are known. */
const questionPath = z
  .string()
  .max(100)
  .transform(path => path as QuestionPath);

const demandTermSchema = z.union([
  z.strictObject({
    path: questionPath,
    choices: z.record(z.string().max(100), fiveStep),
  }),
  z.strictObject({
    path: questionPath,
    points: z
      .array(z.tuple([amount, fiveStep]))
      .min(2)
      .max(20),
    scale: z.literal('log').optional(),
  }),
]);

const demandSchema = z.strictObject({
  combine: z.enum(['mean', 'max']),
  terms: z.array(demandTermSchema).min(1).max(20),
});

const ratingSchema = z.strictObject({
  value: fiveStep,
  /** Value for the first extracted service; `value` is for a fleet. */
  first: fiveStep.optional(),
  reason: line,
});

const ratingsSchema = z.strictObject(
  perOption(plainPatterns, () => ratingSchema),
);
const someRatings = ratingsSchema.partial();
interface SomeRatingsSchema extends Opaque<typeof someRatings> {}
const someRatingsSchema: SomeRatingsSchema = someRatings;

const ratingsByAnswer = <T extends string>(answers: readonly T[]) =>
  z.strictObject(perOption(answers, () => someRatingsSchema.optional()));

const criterionSchema = z.strictObject({
  id: criterionIdSchema,
  title,
  meaning: line,
  weight,
  demand: demandSchema,
  ratings: ratingsSchema,
});

const answerKindSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    options: z
      .array(
        z.strictObject({ value: storableText.min(1).max(100), label: title }),
      )
      .min(2)
      .max(20),
  }),
  z.strictObject({
    kind: z.literal('scale'),
    labels: z.tuple([title, title, title, title, title]),
  }),
  z.strictObject({
    kind: z.literal('number'),
    unit: title,
    min: amount,
    max: amount,
    usual: z.tuple([amount.positive(), amount]),
    step: amount.positive(),
    integer: z.boolean().default(false),
  }),
]);

const questionSchema = z.strictObject({
  /** The answer is `custom.<name>` in a profile. */
  name: questionNameSchema,
  step: z.enum(questionSteps),
  title,
  help: line,
  /** Whether it may stay open without counting as missing. */
  optional: z.literal(true).optional(),
  answer: answerKindSchema,
});

const whereAndWhen = {
  /** Where the source can be read. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .optional(),
  /** When it was read or published, as `2026-11`. */
  date: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'use a month, as 2026-11')
    .optional(),
};

const assumptionSchema = z.strictObject({
  value: amount,
  source: line,
  ...whereAndWhen,
});

const limit = z.number().positive().max(1e6);

const platformSchema = z.strictObject({
  limits: z.strictObject({
    modelGb: limit.optional(),
    memoryGb: limit.optional(),
    gpuMemoryGb: limit.optional(),
    seconds: limit.optional(),
    answerSeconds: limit.optional(),
    payloadMb: limit.optional(),
    concurrency: limit.optional(),
    accelerators: z.array(z.enum(['gpu', 'tpu'])).optional(),
  }),
  source: line,
  ...whereAndWhen,
});

const conditionSchema = z.union([
  z.strictObject({
    path: questionPath,
    is: z
      .array(z.union([z.string().max(100), amount]))
      .min(1)
      .max(20),
  }),
  z.strictObject({ path: questionPath, above: amount }),
  z.strictObject({ path: questionPath, below: amount }),
]);

const filterSchema = z
  .strictObject({
    id: criterionIdSchema,
    pattern: plainPatternSchema.optional(),
    placement: placementSchema.optional(),
    when: z.array(conditionSchema).max(20).default([]),
    text: line,
    source: line,
    liftedBy: z.array(line).max(10).default([]),
  })
  .refine(
    ({ pattern, placement }) =>
      (pattern === undefined) !== (placement === undefined),
    'rules out nothing or two things, give either pattern or placement',
  );

type RiskConditionInput =
  | z.input<typeof conditionSchema>
  | { all: RiskConditionInput[] }
  | { any: RiskConditionInput[] }
  | { not: RiskConditionInput };

const riskConditionSchema: z.ZodType<RiskCondition, RiskConditionInput> =
  z.lazy(() =>
    z.union([
      conditionSchema,
      z.strictObject({ all: z.array(riskConditionSchema).min(1).max(20) }),
      z.strictObject({ any: z.array(riskConditionSchema).min(1).max(20) }),
      z.strictObject({ not: riskConditionSchema }),
    ]),
  );

const riskSchema = z.strictObject({
  id: criterionIdSchema,
  title,
  severity: z.enum(['low', 'medium', 'high']),
  when: riskConditionSchema,
  mitigations: z.array(line).max(20).default([]),
});

/**
 * Changes and additions of an organisation to the decision model. Every part is optional. Money in USD, time in
 * seconds, memory in GB, as in the model.
 *
 * @public
 */
export const modelExtensionSchema = z.strictObject({
  /** The default platform of functions. */
  platform: platformIdSchema.optional(),
  /** Weights of built-in criteria, 0 (ignore) to 5. */
  weights: z.record(z.string(), weight).optional(),
  /** Demand rules for built-in criteria. */
  demand: z.record(z.string(), demandSchema).optional(),
  /** Ratings of built-in criteria, 1 to 5, by pattern; patterns left out keep their rating. */
  ratings: z.record(z.string(), someRatingsSchema).optional(),
  /** Ratings that depend on an answer (how the model is called, traffic, state) and on the stage. */
  fitRatings: z
    .strictObject({
      'invocation-fit': ratingsByAnswer(['in-app', 'api', 'event']).optional(),
      'traffic-fit': ratingsByAnswer([
        'steady',
        'spiky',
        'sporadic',
      ]).optional(),
      'state-fit': ratingsByAnswer([
        'stateless',
        'session',
        'streaming',
      ]).optional(),
      'stage-fit': ratingsByAnswer(stages).optional(),
    })
    .optional(),
  /** Additional criteria for comparing patterns. */
  criteria: z.array(criterionSchema).max(50).optional(),
  /** Questions to ask, after the built-in ones. */
  questions: z.array(questionSchema).max(200).optional(),
  /** Prices, limits and working assumptions by id: the value, or the value with its source. */
  assumptions: z
    .record(z.string(), z.union([amount, assumptionSchema]))
    .optional(),
  /** Limits of platforms by id; limits left out stay. */
  platforms: z.record(z.string(), platformSchema).optional(),
  /** Prices of language models, and the allowed providers. */
  languageModels: priceListSchema
    .extend({
      /** The organisation's gateway, named if the advice recommends one. */
      gateway: z
        .strictObject({
          name: title,
          url: z
            .url({ protocol: /^https?$/ })
            .max(500)
            .optional(),
        })
        .optional(),
    })
    .optional(),
  /** Policies that rule out patterns or placements. */
  filters: z.array(filterSchema).max(100).optional(),
  /** Additional risks to look for in the answers. */
  risks: z.array(riskSchema).max(200).optional(),
});

/** @public */
export type ModelExtension = z.output<typeof modelExtensionSchema>;

/** @public */
export type ModelExtensionInput = z.input<typeof modelExtensionSchema>;

type OwnQuestion = NonNullable<ModelExtension['questions']>[number];
type GivenAssumption = NonNullable<ModelExtension['assumptions']>[string];

/** Converts an organisation's question to a question of the model. */
export function ownQuestion({ name, answer, ...rest }: OwnQuestion): Question {
  return {
    path: `custom.${name}`,
    ...rest,
    answer: answer.kind === 'scale' ? { ...answer, min: 1, max: 5 } : answer,
  };
}

export function extendedQuestions({
  questions: own = [],
  filters = [],
}: ModelExtension): Question[] {
  const forPlacement = new Set<string>(
    filters.flatMap(({ placement, when }) =>
      placement ? when.map(({ path }) => path) : [],
    ),
  );
  return [...questions, ...own.map(ownQuestion)].map(question =>
    forPlacement.has(question.path)
      ? { ...question, forPlacement: true }
      : question,
  );
}

export function assumptionValue(given: GivenAssumption): number {
  return typeof given === 'number' ? given : given.value;
}
