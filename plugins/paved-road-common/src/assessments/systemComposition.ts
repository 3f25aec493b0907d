import { z } from 'zod';
import { criterionIdSchema, stages } from '../advisor/ids';
import { patternSchema } from '../advisor/patterns';
import { placementSchema } from '../advisor/placement/placements';
import { rangeSchema } from '../advisor/range';
import { verdicts } from '../advisor/sensitivity/schemas';

const componentSchema = z.object({
  entityRef: z.string(),
  title: z.string(),
  /** The assessment that counts; absent while there is none, or a rejected one only. */
  assessment: z
    .object({
      id: z.string(),
      status: z.enum(['draft', 'submitted', 'approved']),
      /** Decided, or recommended while nothing is decided; only what leads where there are not enough answers. */
      pattern: patternSchema,
      /** Where its language model runs, as decided or recommended; absent without one, and without enough answers. */
      placement: placementSchema.optional(),
      /** How the recommendation is meant; absent once something is decided. */
      verdict: z.enum(verdicts).optional(),
      stage: z.enum(stages),
      /** The chance that the core of its pattern is the right one, 0..1, whoever chose it. */
      confidence: z.number(),
      /** USD per month of its pattern and its language model; absent while it is not known. */
      monthly: rangeSchema.optional(),
    })
    .optional(),
});

/** A component in the composition of its system. @public */
export type SystemComponent = z.output<typeof componentSchema>;

const edgeSchema = z.object({
  source: z.string(),
  target: z.string(),
  /** The API in between, for a consumer and a provider. */
  via: z.string().optional(),
});

/** A call from one component of a system to another, as the catalog relations tell. @public */
export type SystemEdge = z.output<typeof edgeSchema>;

const sharedRiskSchema = z.object({
  id: criterionIdSchema,
  severity: z.enum(['low', 'medium', 'high']),
  title: z.string(),
  /** The components that run into it. */
  components: z.array(z.string()),
  evidence: z.array(z.string()),
  mitigations: z.array(z.string()),
});

/** A failure pattern that components of a system share, or that lies between them. @public */
export type SharedRisk = z.output<typeof sharedRiskSchema>;

/** A system, composed of the assessments of its components. @public */
export const systemCompositionSchema = z.object({
  entityRef: z.string(),
  components: z.array(componentSchema),
  /** Components with an assessment. */
  assessed: z.number(),
  /** Components by pattern, most first, without those that have not enough answers for one. */
  patternMix: z.array(
    z.object({ pattern: patternSchema, components: z.number() }),
  ),
  /** The pattern of all components, or hybrid where they differ; absent while none is assessed. */
  pattern: patternSchema.optional(),
  text: z.string(),
  cost: z
    .object({
      /** USD per month, the sum over the components whose cost is known. */
      monthly: rangeSchema,
      /** Components whose cost is known. */
      components: z.number(),
    })
    .optional(),
  /** The language models of its components; absent where none uses one. */
  languageModels: z
    .object({
      /** Components that use one. */
      components: z.number(),
      /** By placement, most first, without those for which none is decided or recommended. */
      placementMix: z.array(
        z.object({ placement: placementSchema, components: z.number() }),
      ),
      /** Input and output tokens, the sum over the components where they are known; absent where they are for none. */
      tokensPerMonth: z.number().optional(),
      cost: z
        .object({
          /** USD per month, the sum over the components whose cost is known. */
          monthly: rangeSchema,
          /** Components whose cost is known. */
          components: z.number(),
        })
        .optional(),
      /** Whether one gateway for all is due, and why. */
      gateway: z.object({ due: z.boolean(), reasons: z.array(z.string()) }),
    })
    .optional(),
  edges: z.array(edgeSchema),
  risks: z.array(sharedRiskSchema),
});

/** @public */
export type SystemComposition = z.output<typeof systemCompositionSchema>;
