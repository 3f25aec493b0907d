import { z } from 'zod';
import { adviceRequestSchema } from '../advisor/request';
import { checkResultSchema, scorecardSchema } from './schemas';

/** An entity as a catalog-info.yaml has it. */
const describedEntitySchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
  spec: z.looseObject({}).optional(),
});

/** Body of `POST /gate`. @public */
export const gateRequestSchema = z.strictObject({
  /** As its catalog-info.yaml describes it; it need not be in the catalog. */
  entity: describedEntitySchema,
  /** What the same file describes beside it, and what may not be in the catalog yet either. */
  companions: z.array(describedEntitySchema).max(100).default([]),
  /**
   * Values of facts by their name, such as `repository` for a checkout. Others are those that are stored and not too
   * old for the gate, or unknown.
   */
  facts: z.record(z.string(), z.unknown()).default({}),
  /** The required level; by default, the target level of the portal. */
  minLevel: z.string().max(63).optional(),
  /** What the assessment is going to be made from, for an entity that has none. */
  assessment: adviceRequestSchema.omit({ observed: true }).optional(),
});

/** @public */
export type GateRequest = z.output<typeof gateRequestSchema>;
/** @public */
export type GateRequestInput = z.input<typeof gateRequestSchema>;

/** Query of `POST /gate`. @public */
export const gateQuerySchema = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(500)
    .default('catalog-info.yaml')
    .describe(
      'Path of the file that describes the entity, for renderings that point into files',
    ),
});

/** A stored fact that was decided on though its source fails. @public */
export const heldFactSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** When the source last confirmed it. */
  asOf: z.iso.datetime(),
  /** Why it could not be confirmed since. */
  reason: z.string(),
});

/** @public */
export type HeldFact = z.output<typeof heldFactSchema>;

/** The answer of `POST /gate`. @public */
export const gateResultSchema = z.object({
  verdict: z.enum(['allow', 'deny']),
  entityRef: z.string(),
  /** The highest level reached, or `none`. */
  level: z.string(),
  /** The required level. */
  minLevel: z.string(),
  packs: scorecardSchema.shape.packs,
  /** Lowest level first. */
  results: z.array(checkResultSchema),
  /** Ids of the checks that `minLevel` needs and that neither pass nor are waived. */
  blocking: z.array(z.string()),
  /** Facts that the checks read and whose source could not confirm them the last time; absent where there are none. */
  heldFacts: z.array(heldFactSchema).optional(),
});

/** @public */
export type GateResult = z.output<typeof gateResultSchema>;
