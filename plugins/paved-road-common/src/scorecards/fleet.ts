import { z } from 'zod';
import { WithFields } from '../input/namedSchema';
import { stages } from '../advisor/profile/ids';
import { patternSchema, patterns } from '../advisor/profile/patterns';
import { pageFields } from '../input/pages';
import { storableText } from '../input/storableText';
import { assessmentStatuses } from '../assessments/schemas';
import { standingIds, standingSchema } from '../assessments/standing/schema';
import {
  checkResultSchema,
  checkStates,
  lostLevelSchema,
  stateCountsSchema,
} from './schemas';

/** A scorecard in the fleet list. @public */
const scorecardSummaryFields = z.object({
  entityRef: z.string(),
  /** Title or name of the entity. */
  title: z.string(),
  owner: z.string().optional(),
  system: z.string().optional(),
  pattern: patternSchema.optional(),
  /** Status of the current assessment: the approved one, else the submitted one, else the newest. */
  assessmentStatus: z.enum(assessmentStatuses).optional(),
  /** Whether that assessment is approved and due for another review. */
  stale: z.boolean(),
  /** What the evidence says about the decision of that assessment. */
  standing: standingSchema.optional(),
  level: z.string(),
  /**
   * When the entity reached its level, if its history is known. Another level for part of a day (UTC) does not
   * interrupt it.
   */
  levelSince: z.iso.datetime(),
  score: z.number(),
  counts: stateCountsSchema,
  /** The failing checks, most severe (lowest level) first; at most five. */
  failing: z.array(z.object({ checkId: z.string(), title: z.string() })),
  /**
   * The level over the last 30 days, oldest first: the initial level, or the first one evaluated, and then at most
   * ten changes.
   */
  levelHistory: z.array(
    z.object({
      level: z.string(),
      /** Position of the level, 1 for the lowest; 0 for `none`. */
      levelRank: z.number().int(),
      at: z.iso.datetime(),
    }),
  ),
  /** The level that it lost with its last change of level. */
  lost: lostLevelSchema.optional(),
  evaluatedAt: z.iso.datetime(),
});

/** @public */
export interface ScorecardSummary extends z.output<
  typeof scorecardSummaryFields
> {}

/** @alpha */
export const scorecardSummarySchema: z.ZodType<ScorecardSummary> =
  scorecardSummaryFields;

/** `worst`: lowest level first, then lowest score; `since`: longest at their level first. @public */
export const scorecardSorts = [
  'worst',
  'name',
  '-name',
  'level',
  '-level',
  'since',
  '-since',
  'score',
  '-score',
  'owner',
  '-owner',
] as const;

export const reference = storableText
  .max(300)
  .regex(
    /^([^:/\s]+:)?([^:/\s]+\/)?[^:/\s]+$/,
    'use an entity reference such as group:default/search',
  );

/** A kind of the catalog, in any case. */
export const entityKind = z
  .string()
  .max(63)
  .regex(/^[A-Za-z][A-Za-z0-9]*$/, {
    error: 'use a kind of the catalog such as API',
  });

/** A condition of a query. */
export const ofKind = entityKind
  .optional()
  .describe('Only entities of this kind, such as `API`');

/* A list, or a comma-separated text. */
const references = z
  .union([z.string().transform(text => text.split(',')), z.array(z.string())])
  .pipe(z.array(reference).min(1).max(100));

/**
 * Query of `GET /scorecards`, and of `GET /scorecards.csv` for all pages; `level=none` finds entities without a level.
 *
 * @public
 */
const scorecardQueryFields = z.strictObject({
  refs: references
    .optional()
    .describe(
      'Only these entities, as far as they have a scorecard; separated by commas',
    ),
  kind: ofKind,
  level: z.string().max(63).optional().describe('Id of a level, or `none`'),
  below: z
    .string()
    .max(63)
    .optional()
    .describe('Only entities that have not reached this level'),
  owner: reference.optional().describe('Entity reference of the owner'),
  team: reference
    .optional()
    .describe('Only entities of this group and its subgroups'),
  system: reference.optional().describe('Entity reference of the system'),
  pattern: z
    .enum([...patterns, 'none'])
    .optional()
    .describe('A pattern, or `none`'),
  stage: z
    .enum([...stages, 'none'])
    .optional()
    .describe('Stage of the product in the assessment that counts'),
  lifecycle: storableText
    .max(200)
    .optional()
    .describe('`spec.lifecycle` in the catalog'),
  type: storableText.max(200).optional().describe('`spec.type` in the catalog'),
  assessment: z
    .enum([...assessmentStatuses, 'none'])
    .optional()
    .describe(
      'Status of the assessment that counts; `none` finds only what can be assessed',
    ),
  standing: z
    .enum(standingIds)
    .optional()
    .describe('Standing of the decision in that assessment'),
  stale: z
    .union([z.boolean(), z.stringbool()])
    .optional()
    .describe('Whether that assessment is approved and due for another review'),
  lift: z
    .string()
    .max(200)
    .optional()
    .describe('Only entities for which this check alone blocks a higher level'),
  check: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Only entities with a result for this check; combine with `state`',
    ),
  track: z
    .string()
    .max(200)
    .optional()
    .describe(
      'Only entities with a result for a check of this track; combine with `state`',
    ),
  state: z
    .enum(checkStates)
    .optional()
    .describe(
      'The state of `check`, or of a check of `track`, or of any check without these',
    ),
  q: storableText
    .max(200)
    .optional()
    .describe('Part of the name, title, or owner'),
  sort: z
    .enum(scorecardSorts)
    .default('name')
    .describe(
      'By `worst`, the lowest level comes first, and at one level the lowest score; by `since`, the level held longest',
    ),
  ...pageFields,
});

/** @alpha */
export interface ScorecardQuerySchema extends WithFields<
  typeof scorecardQueryFields
> {}
/** @alpha */
export const scorecardQuerySchema: ScorecardQuerySchema = scorecardQueryFields;

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
 * Query of `GET /scorecards/summary`. By `team`, a group includes all its subgroups. Groups that the caller may not see
 * are replaced by their subgroups, and their services count for the next group above.
 *
 * @public
 */
export const summaryQuerySchema = z
  .strictObject({
    groupBy: z.enum(summaryGroupings).describe('What the groups are'),
    kind: ofKind,
    parent: reference
      .optional()
      .describe(
        'By `team`: only the groups directly below this one; the topmost ones without it',
      ),
    ...pageFields,
    limit: z.coerce
      .number<number>()
      .int()
      .min(1)
      .max(200)
      .default(200)
      .describe('Groups per page'),
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
export const scorecardsSummaryFields = z.object({
  groupBy: z.enum(summaryGroupings),
  /** Totals of the scorecards that the caller may see, optionally of one kind. */
  totals: z.object({
    entities: z.number(),
    /** Components and Systems, which can be assessed. */
    assessable: z.number(),
    /** With a submitted or approved assessment. */
    assessed: z.number(),
    approved: z.number(),
    /** Submitted and waiting for a review. */
    submitted: z.number(),
    /** At or above the target level. */
    onTheRoad: z.number(),
    /** With at least one waived check. */
    waived: z.number(),
    /** With an approved assessment that is due for another review. */
    stale: z.number(),
    targetLevel: z.string(),
  }),
  /**
   * By `level`: what the fleet should reach, by `pavedRoad.target` in the config, or else by the running campaign for the
   * whole fleet with the next deadline; absent without either.
   */
  target: z
    .object({
      /** Id of the level. */
      level: z.string(),
      /** Share of the entities that should be at this level or above, 0..1. */
      share: z.number(),
      /** The last day, ISO 8601. */
      by: z.iso.date(),
      /** The share as a number of entities. */
      needed: z.number().int(),
      /** Entities at this level or above. */
      reached: z.number().int(),
      /** The campaign that sets the target. */
      campaign: z.object({ id: z.string(), title: z.string() }).optional(),
    })
    .optional(),
  /** Levels from `none` up to the highest; owners, systems and teams by reference; the others by title. */
  groups: z.array(
    z.object({
      /** Level id, owner or system reference, pattern, check or track id; or `none`. */
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
      /** By `check`: the level that requires it. */
      level: z.string().optional(),
      /** By `check`: number of entities that would level up by passing it, by the new level. */
      lifts: z.record(z.string(), z.number()).optional(),
      /** By `owner` and `team`: check results by track, and there by state; tracks without results are absent. */
      tracks: z.record(z.string(), stateCountsSchema).optional(),
      /** By `team`: whether there are groups below it that the caller may see. */
      hasChildren: z.boolean().optional(),
    }),
  ),
  /** By `team` with a `parent`: the path to the parent, topmost group first; empty if the caller may not see it. */
  path: z.array(z.object({ key: z.string(), title: z.string() })).optional(),
  nextCursor: z.string().optional(),
});

/** @public */
export interface ScorecardsSummary extends z.output<
  typeof scorecardsSummaryFields
> {}

/** @alpha */
export const scorecardsSummarySchema: z.ZodType<ScorecardsSummary> =
  scorecardsSummaryFields;

/** Query of `GET /checks/:id/results`, longest in their state first, by day (UTC) and then by name. @public */
export const checkResultsQuerySchema = z.strictObject({
  state: z.enum(checkStates).default('fail').describe('State of the check'),
  ...pageFields,
});

/** @public */
export type CheckResultsQuery = z.output<typeof checkResultsQuerySchema>;
/** @public */
export type CheckResultsQueryInput = z.input<typeof checkResultsQuerySchema>;

/** The result of a check for one entity. @public */
export const checkResultOfEntitySchema = z.object({
  entityRef: z.string(),
  /** Title or name of the entity. */
  title: z.string(),
  owner: z.string().optional(),
  /** The level of the entity. */
  level: z.string(),
  result: checkResultSchema,
});

/** @public */
export type CheckResultOfEntity = z.output<typeof checkResultOfEntitySchema>;

/** Query of `GET /scorecards/failing-checks`: the services with failing checks, worst first. @public */
export const failingChecksQuerySchema = z.strictObject({
  mine: z
    .union([z.boolean(), z.stringbool()])
    .optional()
    .describe('Only services of the caller, a user, and of their groups'),
  kind: ofKind,
  owner: reference.optional().describe('Entity reference of the owner'),
  team: reference
    .optional()
    .describe('Only services of this group and its subgroups'),
  track: storableText
    .max(200)
    .optional()
    .describe('Only services with a failing check of this track'),
  ...pageFields,
});

/** @public */
export type FailingChecksQuery = z.output<typeof failingChecksQuerySchema>;
/** @public */
export type FailingChecksQueryInput = z.input<typeof failingChecksQuerySchema>;

/** The failing checks of a service. @public */
const failingChecksFields = z.object({
  entityRef: z.string(),
  /** Title or name of the entity. */
  title: z.string(),
  owner: z.string().optional(),
  level: z.string(),
  /** Most severe (lowest level) first; of the queried track. */
  results: z.array(checkResultSchema),
});

/** @public */
export interface FailingChecks extends z.output<typeof failingChecksFields> {}

/** @alpha */
export const failingChecksSchema: z.ZodType<FailingChecks> =
  failingChecksFields;
