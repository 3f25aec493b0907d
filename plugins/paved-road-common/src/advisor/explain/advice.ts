import { z } from 'zod';
import { criterionIdSchema, platformIdSchema, stages } from '../profile/ids';
import { perOption } from '../profile/perOption';
import {
  patternSchema,
  plainPatterns,
  plainPatternSchema,
} from '../profile/patterns';
import { placementSchema } from '../profile/placements';
import { languageModelAdviceSchema } from './placementSchemas';
import { assumptionKinds } from '../quantities/assumptions';
import { roadmapStepSchema } from './roadmap/schemas';
import {
  confidenceSchema,
  driverSchema,
  flipsSchema,
  rankedPlacementSchema,
  rankedPatternSchema,
  verdicts,
} from '../choice/schemas';
import {
  costSchema,
  costPointSchema,
  latencySchema,
} from '../quantities/schemas';

const remarkSchema = z.object({
  id: z.string(),
  /** Profile fields it concerns, e.g. `team.teamSize`. */
  fields: z.array(z.string()),
  /** The contradiction, and the resulting assumption. */
  text: z.string(),
});

/** A remark on the answers, for readers of the result. @public */
export type Remark = z.output<typeof remarkSchema>;

const riskSchema = z.object({
  /** A known failure pattern, or a risk that the organisation has added. */
  id: criterionIdSchema,
  severity: z.enum(['low', 'medium', 'high']),
  subject: z.object({
    kind: z.enum(['recommended', 'chosen', 'observed']),
    pattern: patternSchema,
    /** The placement of the language model, for risks caused by it. */
    placement: placementSchema.optional(),
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

const tradeOffSchema = z.object({
  criterion: criterionIdSchema,
  /** Points of the fit that are lost to it. */
  points: z.number(),
  text: z.string(),
});

/** Where the recommended pattern falls short most. @public */
export type TradeOff = z.output<typeof tradeOffSchema>;

/** Includes the hybrid if it is recommended or decided. */
const perPattern = <T extends z.ZodType>(schema: T) =>
  z.object({
    ...perOption(plainPatterns, () => schema),
    hybrid: schema.optional(),
  });

/** The full result for a profile. @public */
const adviceFields = z.object({
  modelVersion: z.string(),
  platform: platformIdSchema,
  /** Share of the questions answered, 0..1. */
  completeness: z.number(),
  /** Profile fields without an answer. */
  unanswered: z.array(z.string()),
  /** All plain patterns by fit, highest first; ineligible ones keep their would-be rank. */
  ranking: z.array(rankedPatternSchema),
  /** All placements of the language model by fit, as in `ranking`; absent where none is used. */
  placements: z.array(rankedPlacementSchema).optional(),
  recommendation: z.object({
    pattern: patternSchema,
    /** Where the language model runs; absent without one. `pattern` then describes the surrounding application. */
    placement: placementSchema.optional(),
    /** How the core path runs. */
    core: plainPatternSchema,
    /** How the background work runs, if it differs from the core. */
    background: plainPatternSchema.optional(),
    /** The second eligible plain pattern for the core; absent if there is only one. */
    runnerUp: plainPatternSchema.optional(),
    /** Difference in fit between the winner and the runner-up. */
    margin: z.number(),
    /**
     * `clear`; `close` if several patterns are defensible; or `not-enough-answers`: then no pattern is recommended,
     * and `pattern` and `core` are only the leader so far.
     */
    verdict: z.enum(verdicts),
    /** The verdict is `close`. */
    tooClose: z.boolean(),
    /** Chance that the core is the right one, with open answers drawn from stated priors, 0..1. */
    confidence: z.number(),
    /** The least that chance can be, whatever the open answers turn out to be, 0..1. */
    worstCase: z.number(),
    stage: z.enum(stages),
    /** The recommendation in one sentence. */
    text: z.string(),
  }),
  /** Largest first by absolute value; their sum is the margin. */
  drivers: z.array(driverSchema),
  /** How sure the recommendation is. */
  confidence: confidenceSchema,
  /** What would change the recommendation. */
  flips: flipsSchema,
  /** Where the recommended core falls short, worst first. */
  tradeOffs: z.array(tradeOffSchema),
  /** The current step and the next ones, in order. */
  roadmap: z.array(roadmapStepSchema),
  /** Remarks on contradictory or unusual answers, and the assumption made instead. */
  notices: z.array(remarkSchema),
  risks: z.array(riskSchema),
  cost: z.object({
    perPattern: perPattern(costSchema),
    /** Volume at which serverless stops being the cheapest; absent if the curves do not cross. */
    breakEvenRequestsPerMonth: z.number().optional(),
    /** Cost by volume over at least four decades, rising; empty while unknown. */
    curve: z.array(costPointSchema),
  }),
  latency: z.object({ perPattern: perPattern(latencySchema) }),
  /** Where the language model runs, with its cost and latency; absent where none is used. */
  languageModel: languageModelAdviceSchema.optional(),
  /** Every assumption used in the numbers. */
  assumptions: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      value: z.number(),
      unit: z.string(),
      kind: z.enum(assumptionKinds),
      source: z.string(),
      /** Where it can be read. */
      url: z.string().optional(),
      /** When it was read or published, as `2026-11`. */
      date: z.string().optional(),
      /** The possible range. */
      range: z.tuple([z.number(), z.number()]).readonly().optional(),
      overridden: z.boolean(),
    }),
  ),
});

/** @public */
export interface Advice extends z.output<typeof adviceFields> {}

/** @alpha */
export const adviceSchema: z.ZodType<Advice> = adviceFields;
