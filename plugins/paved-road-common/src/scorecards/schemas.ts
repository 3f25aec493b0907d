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
  /** A software template that fixes it, as an entity reference. */
  template: z.string().optional(),
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
  'system',
  'pattern',
  'check',
  'track',
] as const;

/** @public */
export type SummaryGrouping = (typeof summaryGroupings)[number];

/** Query of `GET /scorecards/summary`. @public */
export const summaryQuerySchema = z.strictObject({
  groupBy: z.enum(summaryGroupings),
});

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
  /** By title; levels from `none` up to the highest. */
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
    }),
  ),
});

/** @public */
export type ScorecardsSummary = z.output<typeof scorecardsSummarySchema>;
