import { z } from 'zod';
import { Opaque } from '../input/namedSchema';

/** @public */
export const checkStates = [
  'pass',
  'fail',
  'waived',
  'not-applicable',
  'unknown',
] as const;

/** @public */
export type CheckState = (typeof checkStates)[number];

/** Fixes that the portal itself offers. @public */
export const remediationActions = [
  'assess',
  'export-record',
  'set-source-location',
] as const;

/** How to fix a failing check. @public */
export const remediationSchema = z.object({
  text: z.string(),
  link: z.object({ title: z.string(), url: z.string() }).optional(),
  /** A fix that the portal itself offers. */
  action: z.enum(remediationActions).optional(),
  /** A software template that fixes it. */
  template: z
    .object({
      /** Entity reference of the template. */
      ref: z.string(),
      /** Values for its form, by parameter. */
      values: z.record(z.string(), z.string()),
    })
    .optional(),
});

/** @public */
export type Remediation = z.output<typeof remediationSchema>;

const resultBase = z.object({
  checkId: z.string(),
  title: z.string(),
  track: z.string(),
  level: z.string(),
  weight: z.number(),
  /** Whether the result is only shown, without effect on score and level. */
  advisory: z.boolean().optional(),
  /** Values behind the result. */
  evidence: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      /** Path relative to the root of the repository, if the value is in a file. */
      file: z.string().optional(),
      /** 1 for the first line. */
      line: z.number().optional(),
    }),
  ),
  /** Names of the facts that the check reads, see `facts` of the scorecard. */
  facts: z.array(z.string()),
  /** When the check entered this state; absent until the result is stored. */
  since: z.iso.datetime().optional(),
});

/** The result of one check for one entity. @public */
const checkResultFields = z.discriminatedUnion('state', [
  resultBase.extend({ state: z.literal('pass') }),
  resultBase.extend({
    state: z.literal('fail'),
    remediation: remediationSchema,
  }),
  resultBase.extend({
    state: z.literal('waived'),
    remediation: remediationSchema,
    waiver: z.object({
      id: z.string(),
      reason: z.string(),
      /** Entity reference. */
      requestedBy: z.string(),
      /** Entity reference. */
      approvedBy: z.string(),
      expiresAt: z.iso.datetime(),
    }),
  }),
  resultBase.extend({ state: z.literal('not-applicable') }),
  resultBase.extend({
    state: z.literal('unknown'),
    /** The cause, for service owners. */
    reason: z.string(),
    /** Name of the unknown fact; absent for other causes. */
    fact: z.string().optional(),
    /** Place of the cause in the repository, if it is in a file. */
    file: z.string().optional(),
    /** 1 for the first line. */
    line: z.number().optional(),
    /** The error of the expression, for authors of rules. */
    details: z.string().optional(),
  }),
]);

/** @alpha */
export interface CheckResultSchema extends Opaque<typeof checkResultFields> {}
/** @alpha */
export const checkResultSchema: CheckResultSchema = checkResultFields;

/** @public */
export type CheckResult = z.output<typeof checkResultSchema>;

/** Number of checks by state. @public */
export const stateCountsSchema = z.object({
  pass: z.number(),
  fail: z.number(),
  waived: z.number(),
  'not-applicable': z.number(),
  unknown: z.number(),
});

/** @public */
export type StateCounts = z.output<typeof stateCountsSchema>;

const named = z.object({ id: z.string(), title: z.string() });

/** The source and age of a fact of an entity, or why it is unknown. @public */
export const factStateSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    /** Name under `facts` in expressions; the id of its collector. */
    name: z.string(),
    title: z.string(),
    /** Source: a URL or the name of a system. For a pushed value, a claim of its pusher. */
    source: z.string(),
    /** Who pushed the value: an entity reference, or the subject of a service. Absent if it was collected. */
    pushedBy: z.string().optional(),
    /** Last observation of the value. */
    collectedAt: z.iso.datetime(),
    /** Expiry of the value without a new observation; absent if it does not expire. */
    expiresAt: z.iso.datetime().optional(),
    /** Why the last attempt failed; the value stays valid until `expiresAt`. */
    failing: z
      .object({
        reason: z.string(),
        /** Time of the first failure in a row. */
        since: z.iso.datetime(),
        nextTryAt: z.iso.datetime().optional(),
      })
      .optional(),
  }),
  z.object({
    status: z.literal('unknown'),
    name: z.string(),
    title: z.string(),
    reason: z.string(),
    /** Last attempt; absent before the first. */
    triedAt: z.iso.datetime().optional(),
    /** Next attempt. */
    nextTryAt: z.iso.datetime().optional(),
  }),
]);

/** @public */
export type FactState = z.output<typeof factStateSchema>;

/** The inputs of a result, which can change it. @public */
export const changeCauses = [
  'entity',
  'relations',
  'assessment',
  'facts',
  'waivers',
  'rules',
  'time',
] as const;

/** @public */
export type ChangeCause = (typeof changeCauses)[number];

/** A higher level that an entity had before its last change of level. @public */
export const lostLevelSchema = z.object({
  level: z.string(),
  at: z.iso.datetime(),
  /** The inputs that had changed; empty for an imported change. */
  causes: z.array(z.enum(changeCauses)),
  /** New status of the assessment, if it changed at the same time; empty if it was deleted. */
  assessment: z.string().optional(),
  /** The first check of that level or a lower one that stopped passing at the same time. */
  check: z.object({ checkId: z.string(), title: z.string() }).optional(),
});

/** @public */
export type LostLevel = z.output<typeof lostLevelSchema>;

/** The stored scorecard of an entity. @public */
export const scorecardFields = z.object({
  entityRef: z.string(),
  /** The highest level reached, or `none`. */
  level: z.string(),
  /** Weighted share of passed checks among passed, failed and waived ones, 0..100. */
  score: z.number(),
  counts: stateCountsSchema,
  /** All levels, lowest first. */
  levels: z.array(named),
  tracks: z.array(named),
  results: z.array(checkResultSchema),
  packs: z.array(z.object({ name: z.string(), version: z.string() })),
  /** The current facts of the entity, by name. */
  facts: z.array(factStateSchema),
  /** The level that it lost with its last change of level. */
  lost: lostLevelSchema.optional(),
  evaluatedAt: z.iso.datetime(),
});

/** @public */
export interface Scorecard extends z.output<typeof scorecardFields> {}

/** @alpha */
export const scorecardSchema: z.ZodType<Scorecard> = scorecardFields;

/**
 * A change of the level, or of the state of a check, of one entity. The first evaluation only creates one for the
 * level, without `from`.
 *
 * @public
 */
const scorecardTransitionFields = z.object({
  id: z.string(),
  entityRef: z.string(),
  /** Absent if the level changed. */
  checkId: z.string().optional(),
  /** Level or state of the check; absent if there was none. */
  from: z.string().optional(),
  /**
   * Level or state of the check; absent if the check is no longer evaluated or the entity no longer has a scorecard.
   */
  to: z.string().optional(),
  /** The inputs that had changed; empty for the first evaluation. */
  causes: z.array(z.enum(changeCauses)),
  at: z.iso.datetime(),
});

/** @public */
export interface ScorecardTransition extends z.output<
  typeof scorecardTransitionFields
> {}

/** @alpha */
export const scorecardTransitionSchema: z.ZodType<ScorecardTransition> =
  scorecardTransitionFields;
