import { z } from 'zod';
import { criterionIdSchema, stages } from '../advisor/profile/ids';
import { patternSchema } from '../advisor/profile/patterns';
import { placementSchema } from '../advisor/profile/placements';
import { rangeSchema } from '../advisor/quantities/range';
import { verdicts } from '../advisor/choice/schemas';
import { standingSchema } from './standing/schema';

const componentFields = z.object({
  entityRef: z.string(),
  title: z.string(),
  /** The current assessment; absent if there is none, or only rejected ones. */
  assessment: z
    .object({
      id: z.string(),
      status: z.enum(['draft', 'submitted', 'approved']),
      /** Decided, else recommended; without enough answers, the leading pattern. */
      pattern: patternSchema,
      /**
       * Placement of its language model, decided or else recommended; absent without a language model or enough
       * answers.
       */
      placement: placementSchema.optional(),
      /** The verdict of the recommendation; absent after a decision. */
      verdict: z.enum(verdicts).optional(),
      /** What the evidence says about the decision, or about the recommendation before one. */
      standing: standingSchema.optional(),
      stage: z.enum(stages),
      /** The chance that the core of its pattern is right, 0..1. */
      confidence: z.number(),
      /** USD per month of its pattern and its language model; absent if unknown. */
      monthly: rangeSchema.optional(),
    })
    .optional(),
});

/** A component of a system. @public */
export interface SystemComponent extends z.output<typeof componentFields> {}

const componentSchema: z.ZodType<SystemComponent> = componentFields;

const edgeSchema = z.object({
  source: z.string(),
  target: z.string(),
  /** The API between consumer and provider. */
  via: z.string().optional(),
});

/** A call between components of a system, from catalog relations. @public */
export type SystemEdge = z.output<typeof edgeSchema>;

const sharedRiskSchema = z.object({
  id: criterionIdSchema,
  severity: z.enum(['low', 'medium', 'high']),
  title: z.string(),
  components: z.array(z.string()),
  evidence: z.array(z.string()),
  mitigations: z.array(z.string()),
});

/** A risk that components of a system share, or that lies between them. @public */
export type SharedRisk = z.output<typeof sharedRiskSchema>;

/** The architecture of a system, from the assessments of its components. @public */
const systemCompositionFields = z.object({
  entityRef: z.string(),
  components: z.array(componentSchema),
  /** Number of components with an assessment. */
  assessed: z.number(),
  /** Number of components by pattern, largest first, without incomplete ones. */
  patternMix: z.array(
    z.object({ pattern: patternSchema, components: z.number() }),
  ),
  /** The common pattern of all components, or hybrid; absent if none is assessed. */
  pattern: patternSchema.optional(),
  text: z.string(),
  cost: z
    .object({
      /** USD per month, summed over the components with a known cost. */
      monthly: rangeSchema,
      /** Number of components with a known cost. */
      components: z.number(),
    })
    .optional(),
  /** The language models of its components; absent if none uses one. */
  languageModels: z
    .object({
      /** Number of components with a language model. */
      components: z.number(),
      /** Number of components by placement, largest first, without undecided ones. */
      placementMix: z.array(
        z.object({ placement: placementSchema, components: z.number() }),
      ),
      /** Input and output tokens, summed over the components with a known number; absent if it is unknown for all. */
      tokensPerMonth: z.number().optional(),
      cost: z
        .object({
          /** USD per month, summed over the components with a known cost. */
          monthly: rangeSchema,
          /** Number of components with a known cost. */
          components: z.number(),
        })
        .optional(),
      /** Whether a shared gateway is due, with the reasons. */
      gateway: z.object({ due: z.boolean(), reasons: z.array(z.string()) }),
    })
    .optional(),
  edges: z.array(edgeSchema),
  risks: z.array(sharedRiskSchema),
});

/** @public */
export interface SystemComposition extends z.output<
  typeof systemCompositionFields
> {}

/** @alpha */
export const systemCompositionSchema: z.ZodType<SystemComposition> =
  systemCompositionFields;
