import { z } from 'zod';
import { Opaque } from '../../input/namedSchema';
import { isUsableKey, usableKeyMessage } from './ids';

/*
 * An answer may be absent or null; both mean "unknown" and parse to undefined, the only form in the rest of the core.
 */
interface Answer<T extends z.ZodType> extends z.ZodOptional<
  z.ZodType<z.output<T> | undefined, z.input<T> | null | undefined>
> {}

const answer = <T extends z.ZodType>(schema: T): Answer<T> =>
  schema
    .nullish()
    .transform(value => value ?? undefined)
    .optional();

const group = <T extends z.ZodRawShape>(shape: T) =>
  answer(z.strictObject(shape));

const fiveStep = z.int().min(1).max(5);
const count = z.int().min(1).max(1_000_000);
const multiplier = z.number().min(1).max(1_000_000);

/** Name of a question that the organisation added. @public */
export const questionNameSchema = z
  .string()
  .regex(
    /^[a-zA-Z][a-zA-Z0-9]{0,62}$/,
    'use letters and digits, a letter first',
  )
  .refine(isUsableKey, usableKeyMessage);

/**
 * The profile of an AI workload: the answers for a recommendation. Every field may be left out or null, which means
 * unknown.
 *
 * @public
 */
const profileFields = z.strictObject({
  team: group({
    /** DevOps and MLOps maturity, 1 (low) to 5 (high). */
    devopsMaturity: answer(fiveStep),
    /** Experience with distributed systems and orchestration. */
    distributedExperience: answer(z.enum(['none', 'some', 'production'])),
    /** People who work on the application. */
    teamSize: answer(count),
    /** Sub-teams that work in parallel. */
    parallelTeams: answer(count),
  }),
  product: group({
    /** Primary business driver. */
    driver: answer(z.enum(['time-to-market', 'scale', 'cost'])),
    /** How predictable the roadmap is. */
    roadmap: answer(z.enum(['stable', 'evolving', 'pivot-likely'])),
    /** What the budget is sensitive to. */
    budgetFocus: answer(z.enum(['operations', 'balanced', 'per-transaction'])),
  }),
  workload: group({
    /** Traffic pattern. */
    traffic: answer(z.enum(['steady', 'spiky', 'sporadic'])),
    /** Inference requests per month. */
    requestsPerMonth: answer(z.number().min(0).max(1e15)),
    /**
     * Latency requirement: under 100 ms, under 1 s, the first token of a language model under 2 s, under 1 min, or
     * none.
     */
    latency: answer(
      z.enum([
        'realtime',
        'interactive',
        'first-token',
        'near-real-time',
        'batch',
      ]),
    ),
    /** Service time of one inference, in milliseconds. */
    inferenceMs: answer(z.number().positive().max(86_400_000)),
    /** Model size, in GB. */
    modelSizeGb: answer(z.number().min(0).max(100_000)),
    /** Memory of one instance, in GB. */
    memoryGb: answer(z.number().positive().max(100_000)),
    /** Special hardware for inference. */
    accelerator: answer(z.enum(['none', 'gpu', 'tpu'])),
    /** How the model is called. */
    invocation: answer(z.enum(['in-app', 'api', 'event'])),
    /** State kept between requests. */
    state: answer(z.enum(['stateless', 'session', 'streaming'])),
    /** Data moved between stages per request, in MB. */
    dataPerRequestMb: answer(z.number().min(0).max(1_000_000)),
    /** Event-driven work in addition to the core path. */
    backgroundWork: answer(z.enum(['none', 'some', 'substantial'])),
  }),
  /** The use of a language model; absent without one, and empty if all its answers are open. */
  llm: group({
    /** What the model does. */
    use: answer(
      z.enum(['chat', 'rag', 'extraction', 'summarise', 'code', 'agent']),
    ),
    /** Input tokens of a call, on average, with retrieved context. */
    inputTokens: answer(z.number().positive().max(100_000_000)),
    /** Output tokens of a call, on average. */
    outputTokens: answer(z.number().positive().max(10_000_000)),
    /** The smallest class of model that is good enough. */
    quality: answer(z.enum(['small', 'mid', 'frontier'])),
    /** Where prompts and answers may go; with `contract`, to a provider bound by one, such as no retention. */
    residency: answer(z.enum(['none', 'region', 'contract', 'own-perimeter'])),
    /** Model calls for one request. */
    callsPerTask: answer(z.number().min(1).max(10_000)),
    /** Share of the input that repeats at the start of many calls, 0..1. */
    reusedPrefix: answer(z.number().min(0).max(1)),
    /** Whether the model is sold as it is, tuned by the team, or the team's own. */
    ownModel: answer(z.enum(['none', 'tuned', 'own'])),
    /** How often the team changes the model or tries several. */
    switching: answer(z.enum(['none', 'some', 'often'])),
    /** Whether it must work without a network. */
    offline: answer(z.boolean()),
  }),
  growth: group({
    /** Growth of users over 12-24 months, as a multiplier. */
    users: answer(multiplier),
    /** Growth of data over 12-24 months, as a multiplier. */
    data: answer(multiplier),
    /** Distinct models in future. */
    models: answer(count),
    /** Need to try model versions independently, 1 (low) to 5 (high). */
    experimentation: answer(fiveStep),
  }),
  /** Answers to questions that the organisation added to the model, by the name of the question. */
  custom: z
    .record(
      questionNameSchema,
      answer(z.union([z.string().max(200), z.number()])),
    )
    .nullish()
    .transform(value => value ?? undefined)
    .optional(),
});

/** @alpha */
export interface ProfileSchema extends Opaque<typeof profileFields> {}
/** @alpha */
export const profileSchema: ProfileSchema = profileFields;

/** A validated profile; an absent field is an unknown answer. @public */
export type Profile = z.output<typeof profileSchema>;

/** A profile as sent: an unknown answer may be null. @public */
export type ProfileInput = z.input<typeof profileSchema>;
