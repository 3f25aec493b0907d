import { z } from 'zod';
import { stages } from '../advisor/ids';
import { patternSchema } from '../advisor/patterns';
import { reference, scorecardsSummarySchema } from './fleet';
import { changeCauses, scorecardSchema } from './schemas';

/**
 * Query of `GET /scorecards/trend`; the whole fleet without `entity`, `owner`, `team` and `system`, of which there
 * may be one.
 *
 * @public
 */
export const trendQuerySchema = z
  .strictObject({
    /** How many days back, today included. */
    days: z.coerce.number().int().min(2).max(365).default(90),
    entity: reference.optional(),
    owner: reference.optional(),
    /** This group and those below it. */
    team: reference.optional(),
    system: reference.optional(),
  })
  .superRefine(({ entity, owner, team, system }, context) => {
    const scopes = Object.entries({ entity, owner, team, system }).filter(
      ([, value]) => value !== undefined,
    );
    scopes.slice(1).forEach(([name, value]) =>
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `only one of entity, owner, team and system, and there is ${scopes[0][0]} already`,
        input: value,
      }),
    );
  });

/** @public */
export type TrendQuery = z.output<typeof trendQuerySchema>;
/** @public */
export type TrendQueryInput = z.input<typeof trendQuerySchema>;

/** One day, as it was when it ended; today as it is now. @public */
export const trendPointSchema = z.object({
  /** ISO 8601, in UTC. */
  date: z.iso.date(),
  /** How many entities were at each level. */
  levels: z.record(z.string(), z.number()),
  totals: scorecardsSummarySchema.shape.totals.omit({ targetLevel: true }),
  /** How many times an entity rose to a higher level on this day; its first evaluation is none. */
  raised: z.number(),
  lowered: z.number(),
  /** What these changes came from; a change may have several causes. */
  causes: z.partialRecord(z.enum(changeCauses), z.number()),
});

/** @public */
export type TrendPoint = z.output<typeof trendPointSchema>;

/**
 * How levels and figures developed, over the entities that the caller may see and that are in scope now. For the
 * whole fleet and somebody who may see all of it, entities that are gone are in the days on which they were there.
 *
 * @public
 */
export const trendSchema = z.object({
  /** Lowest first. */
  levels: scorecardSchema.shape.levels,
  targetLevel: z.string(),
  /** Oldest first, one for each day since the history began, at most as many as asked for. */
  points: z.array(trendPointSchema),
});

/** @public */
export type Trend = z.output<typeof trendSchema>;

/** The answer of `GET /scorecards/pattern-mix`. @public */
export const patternMixSchema = z.object({
  /** Combinations that occur; where a stage or pattern is not known, it is absent. */
  cells: z.array(
    z.object({
      stage: z.enum(stages).optional(),
      pattern: patternSchema.optional(),
      entities: z.number(),
      /** Why the decision model doubts that this pattern fits this stage; absent where it does not. */
      doubt: z.string().optional(),
    }),
  ),
});

/** @public */
export type PatternMix = z.output<typeof patternMixSchema>;
