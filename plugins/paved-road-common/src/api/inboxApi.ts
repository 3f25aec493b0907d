import { z } from 'zod';
import { assessmentSummarySchema } from '../assessments/schemas';
import { waiverSchema } from '../waivers/schemas';
import { Operation, readEntity } from './Operation';

/** The first of those that wait, and how many were found; with `hasMore`, there may be others. */
function waiting<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    totalItems: z.number().int(),
    hasMore: z.literal(true).optional(),
  });
}

/** A campaign that waits for services of the caller's groups. @public */
const inboxCampaignSchema = z.object({
  id: z.string(),
  title: z.string(),
  targetLevel: z.string(),
  /** The last day, ISO 8601. */
  dueOn: z.iso.date(),
  /** Services of the groups below the target level. */
  open: z.number().int(),
});

/** @public */
export type InboxCampaign = z.output<typeof inboxCampaignSchema>;

/** The answer of `GET /inbox`: what waits for the caller. @public */
export const inboxSchema = z.object({
  /** Submitted assessments that the caller may review, those that wait longest first. */
  assessments: waiting(assessmentSummarySchema),
  /** Waiver requests that the caller may decide on, those that wait longest first. */
  waiverRequests: waiting(waiverSchema),
  /** Own drafts that a reviewer returned, those that changed last first. */
  requestedChanges: waiting(assessmentSummarySchema),
  /** Other drafts of the caller, those that changed last first. */
  drafts: waiting(assessmentSummarySchema),
  /** By deadline, the next one first. */
  campaigns: waiting(inboxCampaignSchema),
  /** Waivers of the caller's services that end within 14 days and that nobody has asked to renew, soonest first. */
  endingWaivers: waiting(waiverSchema),
});

/** @public */
export type Inbox = z.output<typeof inboxSchema>;

/** A level that an entity has, or would have. @public */
const previewedLevelSchema = z.object({
  /** `none` below the lowest. */
  id: z.string(),
  title: z.string(),
  /** 1 for the lowest level; 0 for `none`. */
  rank: z.number().int(),
});

/** @public */
export type PreviewedLevel = z.output<typeof previewedLevelSchema>;

/**
 * The answer of `GET /assessments/:id/review-preview`: levels, which are absent where no rule pack selects the entity.
 *
 * @public
 */
export const assessmentReviewPreviewSchema = z.object({
  levels: z
    .object({
      now: previewedLevelSchema,
      approve: previewedLevelSchema,
      requestChanges: previewedLevelSchema,
      reject: previewedLevelSchema,
    })
    .optional(),
});

/** @public */
export type AssessmentReviewPreview = z.output<
  typeof assessmentReviewPreviewSchema
>;

/** The answer of `GET /waivers/:id/review-preview`, as {@link assessmentReviewPreviewSchema}. @public */
export const waiverReviewPreviewSchema = z.object({
  levels: z
    .object({
      now: previewedLevelSchema,
      approve: previewedLevelSchema,
      reject: previewedLevelSchema,
    })
    .optional(),
});

/** @public */
export type WaiverReviewPreview = z.output<typeof waiverReviewPreviewSchema>;

export const inboxOperations = {
  getInbox: {
    route: 'GET /inbox',
    summary: 'Get what waits for the caller',
    permission: readEntity,
    callers: 'users',
    answer: inboxSchema,
  },
} as const satisfies Record<string, Operation>;

/** What waits for people. @public */
export interface InboxApi {
  /** What waits for the caller. */
  getInbox(): Promise<Inbox>;
}
