import { z } from 'zod';

/**
 * Whether a name can be the key of an answer or a weight. Names on every object, such as `constructor`, would
 * be found even for open answers.
 */
export function isUsableKey(name: string): boolean {
  return !(name in Object.prototype);
}

export const usableKeyMessage = 'is a reserved name, use another one';

/**
 * The criteria by which patterns are compared: ten rated ones of the source matrix (of which
 * `devops-maturity` is a requirement on the team), three measured ones and four fit ones.
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
  'data-transfer',
  'tail-latency',
  'invocation-fit',
  'traffic-fit',
  'state-fit',
  'stage-fit',
] as const;

/** A built-in criterion. @public */
export type BuiltInCriterionId = (typeof criterionIds)[number];

/** A built-in criterion, or one added by the organisation. @public */
export type CriterionId = string;

/** @public */
export const criterionIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,62}$/, 'use lower case letters, digits and hyphens')
  .refine(isUsableKey, usableKeyMessage);

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
  'runaway-agent-cost',
  'idle-gpu',
  'provider-lock-in',
  'model-retired-or-repriced',
  'rate-limited-at-peak',
  'context-growth',
] as const;

/** @public */
export const platformIds = [
  'aws-lambda',
  'aws-lambda-managed-instances',
  'google-cloud-run',
  'azure-functions-flex',
  'azure-container-apps',
  'sagemaker-serverless',
  'sagemaker-async',
  'knative',
] as const;

/** The platform on which the serverless pattern would run. @public */
export type PlatformId = (typeof platformIds)[number];

/** @public */
export const platformIdSchema = z.enum(platformIds);

/** The largest weight that a criterion can have. @public */
export const largestWeight = 5;

/** Weights of criteria that a person set, 0 (ignore) to 5. @public */
export const weightsSchema = z.record(
  criterionIdSchema,
  z.number().min(0).max(largestWeight),
);

/** @public */
export type Weights = z.output<typeof weightsSchema>;
