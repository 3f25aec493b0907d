import { z } from 'zod';
import { assessmentStatuses } from '../assessments/schemas';
import { patternSchema, patterns } from '../advisor/patterns';
import { storableText } from '../api/storableText';

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

/** What to do about a failing check. @public */
export const remediationSchema = z.object({
  text: z.string(),
  link: z.object({ title: z.string(), url: z.string() }).optional(),
  /** A software template that fixes it. */
  template: z
    .object({
      /** Entity reference of the template. */
      ref: z.string(),
      /** What its form is filled in with, by parameter. */
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
  /** Since when the check has been in this state; absent until the result is stored. */
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
      reason: z.string(),
      approvedBy: z.string(),
      expiresAt: z.iso.datetime(),
    }),
  }),
  resultBase.extend({ state: z.literal('not-applicable') }),
  resultBase.extend({ state: z.literal('unknown'), reason: z.string() }),
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
 * Where a fact of an entity comes from and how old it is, or why there is none.
 *
 * @public
 */
export const factStateSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    /** Name under `facts` in expressions, which is the id of its collector. */
    name: z.string(),
    title: z.string(),
    /** Where it was read, for people: a URL or the name of a system. */
    source: z.string(),
    collectedAt: z.iso.datetime(),
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
  /** What the collectors know of the entity now, by name. */
  facts: z.array(factStateSchema),
  evaluatedAt: z.iso.datetime(),
});

/** @public */
export type Scorecard = z.output<typeof scorecardSchema>;

/** A scorecard in the fleet list. @public */
export const scorecardSummarySchema = z.object({
  entityRef: z.string(),
  /** Title or name of the entity. */
  title: z.string(),
  owner: z.string().optional(),
  system: z.string().optional(),
  pattern: patternSchema.optional(),
  /** Status of the assessment that counts: the approved one, else the submitted one, else the newest. */
  assessmentStatus: z.enum(assessmentStatuses).optional(),
  level: z.string(),
  score: z.number(),
  counts: stateCountsSchema,
  /** The failing checks, most severe (lowest level) first; at most five. */
  failing: z.array(z.object({ checkId: z.string(), title: z.string() })),
  evaluatedAt: z.iso.datetime(),
});

/** @public */
export type ScorecardSummary = z.output<typeof scorecardSummarySchema>;

/** @public */
export const scorecardSorts = [
  'name',
  '-name',
  'level',
  '-level',
  'score',
  '-score',
  'owner',
  '-owner',
] as const;

const reference = storableText
  .max(300)
  .regex(
    /^([^:/\s]+:)?([^:/\s]+\/)?[^:/\s]+$/,
    'use an entity reference such as group:default/search',
  );

/** Query of `GET /scorecards`; `level=none` finds entities without a level. @public */
export const scorecardQuerySchema = z.strictObject({
  level: z.string().max(63).optional(),
  owner: reference.optional(),
  system: reference.optional(),
  pattern: z.enum([...patterns, 'none']).optional(),
  /** Only entities with a result for this check; combine with `state`. */
  check: z.string().max(200).optional(),
  /** The state of `check`, or of any check where none is given. */
  state: z.enum(checkStates).optional(),
  /** Part of the name, title, or owner. */
  q: storableText.max(200).optional(),
  sort: z.enum(scorecardSorts).default('name'),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2000).optional(),
});

/** @public */
export type ScorecardQuery = z.output<typeof scorecardQuerySchema>;
/** @public */
export type ScorecardQueryInput = z.input<typeof scorecardQuerySchema>;

/** @public */
export const summaryGroupings = [
  'level',
  'owner',
  'team',
  'system',
  'pattern',
  'check',
  'track',
] as const;

/** @public */
export type SummaryGrouping = (typeof summaryGroupings)[number];

/**
 * Query of `GET /scorecards/summary`. By `team` the figures of a group are those of its own services
 * and of all groups below it.
 *
 * @public
 */
export const summaryQuerySchema = z
  .strictObject({
    groupBy: z.enum(summaryGroupings),
    /** By `team`: only the groups directly below this one; the topmost ones when absent. */
    parent: reference.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(200),
    cursor: z.string().max(2000).optional(),
  })
  .superRefine(({ groupBy, parent }, context) => {
    if (groupBy !== 'team' && parent !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['parent'],
        message: 'only with groupBy=team',
        input: parent,
      });
    }
  });

/** @public */
export type SummaryQuery = z.output<typeof summaryQuerySchema>;
/** @public */
export type SummaryQueryInput = z.input<typeof summaryQuerySchema>;

/** @public */
export const scorecardsSummarySchema = z.object({
  groupBy: z.enum(summaryGroupings),
  /** Over all scorecards that the caller may see. */
  totals: z.object({
    entities: z.number(),
    /** With an assessment that is not a draft. */
    assessed: z.number(),
    approved: z.number(),
    /** Submitted and waiting for a review. */
    submitted: z.number(),
    /** At or above the target level. */
    onTheRoad: z.number(),
    /** With at least one waived check. */
    waived: z.number(),
    targetLevel: z.string(),
  }),
  /** Levels from `none` up to the highest; owners, systems and teams by reference; the others by title. */
  groups: z.array(
    z.object({
      /** Level id, owner or system reference, pattern, check or track id; `none` where there is none. */
      key: z.string(),
      title: z.string(),
      entities: z.number(),
      onTheRoad: z.number(),
      /** Mean score, 0..100. */
      score: z.number(),
      /** Entities by level. */
      levels: z.record(z.string(), z.number()),
      /** Check results by state. */
      states: stateCountsSchema,
      /** By `team`: whether there are groups below it. */
      hasChildren: z.boolean().optional(),
    }),
  ),
  nextCursor: z.string().optional(),
});

/** @public */
export type ScorecardsSummary = z.output<typeof scorecardsSummarySchema>;

/** What a result depends on, and what can therefore change it. @public */
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
 * A change of the level or of the state of a check of one entity. The first evaluation of an entity gives
 * one of its level only, without `from`.
 *
 * @public
 */
export const scorecardTransitionSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  /** Absent where the level changed. */
  checkId: z.string().optional(),
  /** Level, or state of the check; absent where there was none. */
  from: z.string().optional(),
  /** Level, or state of the check; absent where the check is not evaluated any more. */
  to: z.string().optional(),
  /** What was different when it was evaluated; empty for the first evaluation. */
  causes: z.array(z.enum(changeCauses)),
  at: z.iso.datetime(),
});

/** @public */
export type ScorecardTransition = z.output<typeof scorecardTransitionSchema>;

/** Query of `GET /entities/:kind/:namespace/:name/scorecard/transitions`, newest first. @public */
export const scorecardTransitionQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(2000).optional(),
});
