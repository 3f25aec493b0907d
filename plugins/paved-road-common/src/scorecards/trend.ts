import { z } from 'zod';
import { stages } from '../advisor/profile/ids';
import { patternSchema } from '../advisor/profile/patterns';
import { ofKind, reference, scorecardsSummaryFields } from './fleet';
import { changeCauses, scorecardFields } from './schemas';

/**
 * Query of `GET /scorecards/trend`: the whole fleet by default, or one `entity`, `owner`, `team` or `system`. `kind`
 * does not combine with `entity`.
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

/** State at the end of a day; for today, the current state. @public */
export const trendPointSchema = z.object({
  /** ISO 8601, in UTC. */
  date: z.iso.date(),
  levels: z.record(z.string(), z.number()),
  totals: scorecardsSummaryFields.shape.totals.omit({
    assessable: true,
    targetLevel: true,
  }),
  /** Number of level-ups, without first evaluations. */
  raised: z.number(),
  lowered: z.number(),
  /** Causes of the changes; a change may have several. */
  causes: z.partialRecord(z.enum(changeCauses), z.number()),
});

/** @public */
export type TrendPoint = z.output<typeof trendPointSchema>;

/**
 * Levels and averages over time, for the entities currently in scope that the caller may see. For callers who may see
 * the whole fleet or kind, removed entities count on the days when they existed.
 *
 * @public
 */
const trendFields = z.object({
  /** Lowest first. */
  levels: scorecardFields.shape.levels,
  targetLevel: z.string(),
  /** One per day since the start of the history, oldest first, limited to the requested number. */
  points: z.array(trendPointSchema),
});

/** @public */
export interface Trend extends z.output<typeof trendFields> {}

/** @alpha */
export const trendSchema: z.ZodType<Trend> = trendFields;

/** Response of `GET /scorecards/pattern-mix`. @public */
export const patternMixSchema = z.object({
  /** Existing combinations; an unknown stage or pattern is absent. */
  cells: z.array(
    z.object({
      stage: z.enum(stages).optional(),
      pattern: patternSchema.optional(),
      entities: z.number(),
      /** Why this pattern may not fit this stage; absent if it does. */
      doubt: z.string().optional(),
    }),
  ),
});

/** @public */
export type PatternMix = z.output<typeof patternMixSchema>;
