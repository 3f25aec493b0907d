import { z } from 'zod';
import { WithFields } from '../../input/namedSchema';
import { platformIdSchema, weightsSchema } from './ids';
import { patternSchema } from './patterns';
import { Placement, placementSchema } from './placements';
import { profileSchema } from './profile';

const line = z.string().trim().min(1).max(500);

/**
 * The decision: the recommended pattern or another one, and why. A bare pattern is accepted instead of the object.
 *
 * @public
 */
export const decisionSchema = z.union([
  patternSchema.transform(pattern => ({ pattern })),
  z.strictObject({
    pattern: patternSchema,
    /** Where the language model is to run; the recommended placement if it is left out. */
    placement: placementSchema.optional(),
    /** Required if the decision overrides the recommendation. */
    rationale: z.string().trim().max(10_000).optional(),
    acceptedTradeOffs: z.array(line).max(20).optional(),
    revisitTriggers: z.array(line).max(20).optional(),
  }),
]);

/** @public */
export type Decision = {
  pattern: z.output<typeof patternSchema>;
  placement?: Placement;
  rationale?: string;
  acceptedTradeOffs?: string[];
  revisitTriggers?: string[];
};

/** Assumptions of the quantitative model that a person changed, by id. @public */
export const assumptionsSchema = z.record(
  z.string().max(100),
  z.number().min(0).max(1e12),
);

/** @public */
export const observedSchema = z.strictObject({
  /** The pattern that the entity declares. */
  pattern: patternSchema.optional(),
  /** Components of the system that the entity belongs to, itself included. */
  deployables: z.number().int().min(1).max(100_000).optional(),
  /** Whether a check in the repository enforces module boundaries. */
  boundaryCheck: z.boolean().optional(),
});

/** What the catalog says about the architecture as built. @public */
export type Observed = z.output<typeof observedSchema>;

/** Body of `POST /advice`. @public */
const adviceRequestFields = z.strictObject({
  profile: profileSchema,
  weights: weightsSchema.optional(),
  assumptions: assumptionsSchema.optional(),
  platform: platformIdSchema.optional(),
  decision: decisionSchema.optional(),
  /** The architecture as built; its risks are included. */
  observed: observedSchema.optional(),
});

/** @alpha */
export interface AdviceRequestSchema extends WithFields<
  typeof adviceRequestFields
> {}
/** @alpha */
export const adviceRequestSchema: AdviceRequestSchema = adviceRequestFields;

/** @public */
export type AdviceRequest = z.output<typeof adviceRequestSchema>;
/** @public */
export type AdviceRequestInput = z.input<typeof adviceRequestSchema>;

/**
 * The request behind a stored result, for computing it again: with the current model, other answers (what-if) or
 * measured values.
 *
 * @public
 */
export function toAdviceRequest(
  { profile, weights, assumptions, platform }: AdviceRequest,
  changes: Partial<AdviceRequest> = {},
): AdviceRequest {
  return { profile, weights, assumptions, platform, ...changes };
}
