import { z } from 'zod';
import { patternSchema, plainPatternSchema, plainPatterns } from './patterns';

/**
 * The criteria by which patterns are compared: ten rated ones of the source matrix (of which
 * `devops-maturity` is a requirement on the team), two measured ones and two fit ones.
 *
 * @public
 */
export const criterionIds = [
  'development-speed',
  'operational-simplicity',
  'scaling-granularity',
  'idle-cost',
  'team-autonomy',
  'warm-latency',
  'cold-start',
  'experimentation',
  'devops-maturity',
  'hardware-flexibility',
  'cost-at-volume',
  'tail-latency',
  'invocation-fit',
  'stage-fit',
] as const;

/** @public */
export type CriterionId = (typeof criterionIds)[number];

/** @public */
export const criterionIdSchema = z.enum(criterionIds);

/** @public */
export const stages = ['mvp', 'scale-up', 'enterprise', 'small'] as const;

/**
 * How mature the product is: `mvp`, `scale-up`, `enterprise`, or `small` for a product that is
 * neither and may start and stay serverless.
 *
 * @public
 */
export type Stage = (typeof stages)[number];

/** @public */
export const riskIds = [
  'premature-microservices',
  'serverless-cost-surprise',
  'monolithic-quicksand',
  'chatty-services',
  'cold-start-exposure',
] as const;

/** @public */
export type RiskId = (typeof riskIds)[number];

/** @public */
export const platformIds = [
  'aws-lambda',
  'aws-lambda-managed-instances',
  'google-cloud-run',
  'azure-functions-flex',
  'knative',
] as const;

/** The platform on which the serverless pattern would run. @public */
export type PlatformId = (typeof platformIds)[number];

/** @public */
export const platformIdSchema = z.enum(platformIds);

/** Weights of criteria that a person set, 0 (ignore) to 5. @public */
export const weightsSchema = z.partialRecord(
  criterionIdSchema,
  z.number().min(0).max(5),
);

/** @public */
export type Weights = z.output<typeof weightsSchema>;

const rangeSchema = z.object({
  low: z.number(),
  mid: z.number(),
  high: z.number(),
});

/** A quantity under uncertainty; low <= mid <= high. @public */
export type Range = z.output<typeof rangeSchema>;

const contributionSchema = z.object({
  criterion: criterionIdSchema,
  /** What the workload needs, 1..5; absent when the profile does not tell, and then it weighs nothing. */
  demand: z.number().optional(),
  /** What the pattern supplies, 1..5; absent when it could not be measured. */
  supply: z.number().optional(),
  /** The weight used, 0 when demand or supply is unknown. */
  weight: z.number(),
  /** How far the supply falls short, 0..1. */
  shortfall: z.number(),
  /** Points of this criterion in the fit; the points of a pattern sum to its fit. */
  points: z.number(),
  /** Why the pattern has this supply, one line. */
  reason: z.string(),
});

/** What one criterion adds to the fit of one pattern. @public */
export type Contribution = z.output<typeof contributionSchema>;

const vetoSchema = z.object({
  /** `veto`: a hard limit of the platform. `filter`: a policy of the organisation. */
  kind: z.enum(['veto', 'filter']),
  id: z.string(),
  /** The profile field that meets the limit, e.g. `workload.modelSizeGb`. */
  field: z.string(),
  value: z.union([z.number(), z.string()]),
  limit: z.union([z.number(), z.string()]),
  unit: z.string().optional(),
  /** Where the limit is published. */
  source: z.string(),
  /** What would lift it. */
  liftedBy: z.array(z.string()),
  text: z.string(),
});

/** Why a pattern is not eligible on the platform. @public */
export type Veto = z.output<typeof vetoSchema>;

const rankedPatternSchema = z.object({
  pattern: plainPatternSchema,
  /** 0..102: 100 for meeting every demand, and up to 2 for surplus. */
  fit: z.number(),
  eligible: z.boolean(),
  vetoes: z.array(vetoSchema),
  contributions: z.array(contributionSchema),
});

/** @public */
export type RankedPattern = z.output<typeof rankedPatternSchema>;

const driverSchema = z.object({
  criterion: criterionIdSchema,
  /** Signed points that speak for the winner; all drivers sum to the gap. */
  points: z.number(),
  text: z.string(),
});

/** What decides between the winner and the runner-up. @public */
export type Driver = z.output<typeof driverSchema>;

const riskSchema = z.object({
  id: z.enum(riskIds),
  severity: z.enum(['low', 'medium', 'high']),
  subject: z.object({
    kind: z.enum(['recommended', 'chosen', 'observed']),
    pattern: patternSchema,
  }),
  title: z.string(),
  evidence: z.array(
    z.object({
      field: z.string(),
      value: z.union([z.number(), z.string()]),
      threshold: z.union([z.number(), z.string()]).optional(),
      text: z.string(),
    }),
  ),
  mitigations: z.array(z.string()),
});

/** A failure pattern that the workload runs into. @public */
export type Risk = z.output<typeof riskSchema>;

const unknownQuantitySchema = z.object({
  status: z.literal('unknown'),
  /** Profile fields that are needed, e.g. `workload.requestsPerMonth`. */
  missing: z.array(z.string()),
});

const costSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('estimated'),
    /** USD per month. */
    monthly: rangeSchema,
    /** The mid value by part, USD per month; sums to `monthly.mid`. */
    parts: z.array(
      z.object({ id: z.string(), title: z.string(), monthly: z.number() }),
    ),
    /** Always-on instances that the load needs; absent for serverless. */
    replicas: z.number().optional(),
  }),
  unknownQuantitySchema,
]);

/** Cost of one pattern at the expected volume. @public */
export type CostEstimate = z.output<typeof costSchema>;

const latencySchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('estimated'),
    /** Seconds. */
    p50: z.number(),
    p95: z.number(),
    p99: z.number(),
    /** Share of requests that meet a cold start, 0..1. */
    coldStartProbability: z.number(),
    /** Extra seconds of a cold start. */
    coldStartSeconds: z.number(),
    /** The requirement in seconds; absent for batch or unknown. */
    requirement: z.number().optional(),
    meetsRequirement: z.boolean().optional(),
  }),
  unknownQuantitySchema,
]);

/** Latency of one pattern. @public */
export type LatencyEstimate = z.output<typeof latencySchema>;

const perPattern = <T extends z.ZodType>(schema: T) =>
  z.object(
    Object.fromEntries(plainPatterns.map(p => [p, schema])) as Record<
      (typeof plainPatterns)[number],
      T
    >,
  );

/**
 * The full result for a profile.
 *
 * @public
 */
export const adviceSchema = z.object({
  modelVersion: z.string(),
  platform: platformIdSchema,
  /** Share of the questions answered, 0..1. */
  completeness: z.number(),
  /** Profile fields without an answer. */
  unanswered: z.array(z.string()),
  /** All plain patterns by fit, highest first; ineligible ones keep their would-be rank. */
  ranking: z.array(rankedPatternSchema),
  recommendation: z.object({
    pattern: patternSchema,
    /** How the core path runs. */
    core: plainPatternSchema,
    /** How the background work runs, where that differs from the core. */
    background: plainPatternSchema.optional(),
    /** The eligible plain pattern that came second for the core; absent when it is the only one. */
    runnerUp: plainPatternSchema.optional(),
    /** Fit of the winner less that of the runner-up. */
    margin: z.number(),
    tooClose: z.boolean(),
    stage: z.enum(stages),
    /** The recommendation in one sentence. */
    text: z.string(),
  }),
  /** Largest first by absolute value; their sum is the margin. */
  drivers: z.array(driverSchema),
  risks: z.array(riskSchema),
  cost: z.object({
    perPattern: perPattern(costSchema),
    /** Volume at which serverless stops being the cheapest; absent when the curves do not cross. */
    breakEvenRequestsPerMonth: z.number().optional(),
  }),
  latency: z.object({ perPattern: perPattern(latencySchema) }),
  /** Every assumption that went into the numbers. */
  assumptions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      value: z.number(),
      unit: z.string(),
      source: z.string(),
      overridden: z.boolean(),
    }),
  ),
});

/** @public */
export type Advice = z.output<typeof adviceSchema>;
