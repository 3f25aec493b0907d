import { z } from 'zod';
import { adviceRequestSchema } from '../advisor/profile/request';
import { checkResultSchema, scorecardFields } from './schemas';

/** An entity of a catalog-info.yaml. */
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
const gateRequestFields = z.strictObject({
  /** The entity in its catalog-info.yaml; may not be in the catalog yet. */
  entity: describedEntitySchema,
  /** Other entities of the same file; may not be in the catalog yet. */
  companions: z.array(describedEntitySchema).max(100).default([]),
  /**
   * Facts by name, such as `repository` for a checkout. Other facts have their stored value, or are unknown if it is
   * too old for the gate.
   */
  facts: z.record(z.string(), z.unknown()).default({}),
  /**
   * Whether the entity is about to enter the catalog: if it is allowed, the given facts are its first ones, until they
   * are collected.
   */
  register: z.boolean().default(false),
  /** The required level; by default, the target level of the portal. */
  minLevel: z.string().max(63).optional(),
  /** The future assessment of an entity without one. */
  assessment: adviceRequestSchema.omit({ observed: true }).optional(),
});

/** @public */
export interface GateRequest extends z.output<typeof gateRequestFields> {}
/** @public */
export interface GateRequestInput extends z.input<typeof gateRequestFields> {}

/** @alpha */
export const gateRequestSchema: z.ZodType<GateRequest, GateRequestInput> =
  gateRequestFields;

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

/** A stored fact that the verdict uses although its source fails. @public */
export const heldFactSchema = z.object({
  name: z.string(),
  title: z.string(),
  /** When the source last confirmed it. */
  asOf: z.iso.datetime(),
  /** Why the source could not confirm it later. */
  reason: z.string(),
});

/** @public */
export type HeldFact = z.output<typeof heldFactSchema>;

/** Response of `POST /gate`. @public */
const gateResultFields = z.object({
  verdict: z.enum(['allow', 'deny']),
  entityRef: z.string(),
  /** The highest level reached, or `none`. */
  level: z.string(),
  /** The required level. */
  minLevel: z.string(),
  packs: scorecardFields.shape.packs,
  /** Lowest level first. */
  results: z.array(checkResultSchema),
  /** Ids of failing and unknown checks that `minLevel` requires. */
  blocking: z.array(z.string()),
  /** Facts of the checks whose source fails; absent if there are none. */
  heldFacts: z.array(heldFactSchema).optional(),
});

/** @public */
export interface GateResult extends z.output<typeof gateResultFields> {}

/** @alpha */
export const gateResultSchema: z.ZodType<GateResult> = gateResultFields;
