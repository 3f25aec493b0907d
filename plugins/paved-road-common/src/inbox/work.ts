import { z } from 'zod';
import { Opaque } from '../input/namedSchema';
import { standingSchema } from '../assessments/standing/schema';
import { lostLevelSchema } from '../scorecards/schemas';

const at = z.iso.datetime();

const service = z.object({
  entityRef: z.string(),
  /** Title or name of the entity. */
  title: z.string(),
});

/** What the evidence says about the decision in question. */
const assessment = service.extend({
  assessmentId: z.string(),
  standing: standingSchema.optional(),
});

/** A service that fell from a level and has not recovered. */
export const fallenServiceSchema = service.extend({
  /** Id of the present level, or `none`. */
  level: z.string(),
  lost: lostLevelSchema,
});

/** A service that fell from a level and has not recovered. @public */
export type FallenService = z.output<typeof fallenServiceSchema>;

/** One thing for a person to do. `since` is when it began, `until` and `dueOn` when it ends. */
const workItemFields = z.discriminatedUnion('kind', [
  /** An approved decision that the measured values speak against, for owners and reviewers. */
  assessment.extend({
    kind: z.literal('reassess'),
    standing: standingSchema,
    since: at.optional(),
  }),
  fallenServiceSchema.extend({
    kind: z.literal('recover-level'),
    since: at,
  }),
  z.object({
    kind: z.literal('campaign'),
    campaignId: z.string(),
    title: z.string(),
    targetLevel: z.string(),
    /** The last day, ISO 8601. */
    dueOn: z.iso.date(),
    isOverdue: z.boolean(),
    /** Services of the groups below the target level. */
    open: z.number().int(),
  }),
  assessment.extend({ kind: z.literal('review-assessment'), since: at }),
  service.extend({
    kind: z.literal('review-waiver'),
    waiverId: z.string(),
    checkTitle: z.string(),
    since: at,
  }),
  assessment.extend({
    kind: z.literal('change-draft'),
    comment: z.string(),
    since: at,
  }),
  service.extend({
    kind: z.literal('renew-waiver'),
    waiverId: z.string(),
    checkId: z.string(),
    checkTitle: z.string(),
    until: at,
  }),
  assessment.extend({ kind: z.literal('finish-draft'), since: at }),
]);

export interface WorkItemSchema extends Opaque<typeof workItemFields> {}
export const workItemSchema: WorkItemSchema = workItemFields;

/** One thing for a person to do. @public */
export type WorkItem = z.output<typeof workItemSchema>;
