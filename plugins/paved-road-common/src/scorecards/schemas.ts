import { z } from 'zod';

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

/** How to fix a failing check. @public */
export const remediationSchema = z.object({
  text: z.string(),
  link: z.object({ title: z.string(), url: z.string() }).optional(),
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
  /** The values that decided the result. */
  evidence: z.array(z.object({ name: z.string(), value: z.string() })),
  /** Names of the facts that the check reads, see `facts` of the scorecard. */
  facts: z.array(z.string()),
  /** The time since which the check has been in this state; absent until the result is stored. */
  since: z.iso.datetime().optional(),
});

/** The result of one check for one entity. @public */
export const checkResultSchema = z.discriminatedUnion('state', [
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
    reason: z.string(),
    /** The name of the unknown fact that the evaluation stopped at; absent if another error stopped it. */
    fact: z.string().optional(),
  }),
]);

/** @public */
export type CheckResult = z.output<typeof checkResultSchema>;

/** How many checks are in each state. @public */
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

/**
 * The source and age of a fact of an entity, or why it is unknown.
 *
 * @public
 */
export const factStateSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    /** Name under `facts` in expressions, which is the id of its collector. */
    name: z.string(),
    title: z.string(),
    /** The source, for people: a URL or the name of a system. Of a pushed value, as its pusher stated it. */
    source: z.string(),
    /** Who pushed the value: an entity reference, or the subject of a service. Absent if it was collected. */
    pushedBy: z.string().optional(),
    /** When the value was last known to be so. */
    collectedAt: z.iso.datetime(),
    /** When it counts as unknown, if it is not confirmed before; absent where it does not expire. */
    expiresAt: z.iso.datetime().optional(),
    /** Why it could not be confirmed the last time; the value holds until `expiresAt`. */
    failing: z
      .object({
        reason: z.string(),
        /** Of the first failure in a row. */
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
    /** When it was last tried; absent before the first time. */
    triedAt: z.iso.datetime().optional(),
    /** When it will be tried again. */
    nextTryAt: z.iso.datetime().optional(),
  }),
]);

/** @public */
export type FactState = z.output<typeof factStateSchema>;

/** The stored scorecard of an entity. @public */
export const scorecardSchema = z.object({
  entityRef: z.string(),
  /** The highest level reached, or `none`. */
  level: z.string(),
  /** Weighted share of passed checks among those decided (pass, fail, waived), 0..100. */
  score: z.number(),
  counts: stateCountsSchema,
  /** All levels, lowest first. */
  levels: z.array(named),
  tracks: z.array(named),
  results: z.array(checkResultSchema),
  packs: z.array(z.object({ name: z.string(), version: z.string() })),
  /** The current facts of the entity, by name. */
  facts: z.array(factStateSchema),
  evaluatedAt: z.iso.datetime(),
});

/** @public */
export type Scorecard = z.output<typeof scorecardSchema>;

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

/**
 * A change of the level or of the state of a check of one entity. The first evaluation of an entity creates only one
 * for its level, without `from`.
 *
 * @public
 */
export const scorecardTransitionSchema = z.object({
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
export type ScorecardTransition = z.output<typeof scorecardTransitionSchema>;
