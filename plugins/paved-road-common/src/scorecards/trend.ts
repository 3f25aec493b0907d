import { z } from 'zod';
import { stages } from '../advisor/ids';
import { patternSchema } from '../advisor/patterns';
import { ofKind, reference, scorecardsSummarySchema } from './fleet';
import { changeCauses, scorecardSchema } from './schemas';

/**
 * Query of `GET /scorecards/trend`; by default the whole fleet, or one of `entity`, `owner`, `team` and `system`, and of
 * the last three only the entities of a kind.
 *
 * @public
 */
export const trendQuerySchema = z
  .strictObject({
    days: z.coerce
      .number<number>()
      .int()
      .min(2)
      .max(365)
      .default(90)
      .describe('Number of days, including today'),
    entity: reference.optional().describe('Entity reference'),
    kind: ofKind,
    owner: reference.optional().describe('Entity reference of the owner'),
    team: reference
      .optional()
      .describe('Only entities of this group and its subgroups'),
    system: reference.optional().describe('Entity reference of the system'),
  })
  .superRefine(({ entity, kind, owner, team, system }, context) => {
    if (entity !== undefined && kind !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['kind'],
        message: 'not with entity, which is of one kind',
        input: kind,
      });
    }
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

/** One day as it ended; today as it is now. @public */
export const trendPointSchema = z.object({
  /** ISO 8601, in UTC. */
  date: z.iso.date(),
  /** How many entities were at each level. */
  levels: z.record(z.string(), z.number()),
  totals: scorecardsSummarySchema.shape.totals.omit({
    assessable: true,
    targetLevel: true,
  }),
  /** How often entities levelled up on this day; first evaluations do not count. */
  raised: z.number(),
  lowered: z.number(),
  /** The causes of these changes; a change may have several. */
  causes: z.partialRecord(z.enum(changeCauses), z.number()),
});

/** @public */
export type TrendPoint = z.output<typeof trendPointSchema>;

/**
 * The development of levels and figures, for entities that the caller may see and that are in scope now. For the
 * whole fleet, or all of a kind, and callers who may see all of it, removed entities count on the days when they existed.
 *
 * @public
 */
export const trendSchema = z.object({
  /** Lowest first. */
  levels: scorecardSchema.shape.levels,
  targetLevel: z.string(),
  /** Oldest first, one for each day since the history began, at most as many as requested. */
  points: z.array(trendPointSchema),
});

/** @public */
export type Trend = z.output<typeof trendSchema>;

/** The answer of `GET /scorecards/pattern-mix`. @public */
export const patternMixSchema = z.object({
  /** Existing combinations; an unknown stage or pattern is absent. */
  cells: z.array(
    z.object({
      stage: z.enum(stages).optional(),
      pattern: patternSchema.optional(),
      entities: z.number(),
      /** Why the decision model doubts that this pattern fits this stage; absent if it does not. */
      doubt: z.string().optional(),
    }),
  ),
});

/** @public */
export type PatternMix = z.output<typeof patternMixSchema>;
