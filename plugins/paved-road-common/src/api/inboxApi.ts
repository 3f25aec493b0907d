import { z } from 'zod';
import { assessmentSummarySchema } from '../assessments/schemas';
import { fallenServiceSchema, workItemSchema } from '../inbox/work';
import { waiverSchema } from '../waivers/schemas';
import { Operation, readEntity } from './Operation';

/** The first items, and the number found; with `hasMore`, there may be more. */
function waiting<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    totalItems: z.number().int(),
    hasMore: z.literal(true).optional(),
  });
}

/** A campaign with work for the groups of the caller. @public */
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

/** Response of `GET /inbox`: open work of the caller. @public */
const inboxFields = z.object({
  /** Submitted assessments that the caller may review, oldest first. */
  assessments: waiting(assessmentSummarySchema),
  /** Waiver requests that the caller may review, oldest first. */
  waiverRequests: waiting(waiverSchema),
  /** Returned drafts of the caller, last changed first. */
  requestedChanges: waiting(assessmentSummarySchema),
  /** Other drafts of the caller, last changed first. */
  drafts: waiting(assessmentSummarySchema),
  /** Next deadline first. */
  campaigns: waiting(inboxCampaignSchema),
  /** Waivers of the caller's services that end within 14 days without a renewal request, soonest first. */
  endingWaivers: waiting(waiverSchema),
  /**
   * Approved decisions of services that the caller owns or may review, whose standing is `no-longer-holds`,
   * `misses-requirement`, `tie` or `near-change`; the first two come first.
   */
  standings: waiting(assessmentSummarySchema),
  /** Services of the caller's groups that fell within 90 days and have not recovered, lowest level first. */
  lostLevels: waiting(fallenServiceSchema),
  /** All items of the other parts, worst first. */
  work: z.array(workItemSchema),
});

/** @public */
export interface Inbox extends z.output<typeof inboxFields> {}

/** @alpha */
export const inboxSchema: z.ZodType<Inbox> = inboxFields;

/** Response of `GET /inbox/counts`: how much waits for the caller behind the tabs. @public */
export const inboxCountsSchema = z.object({
  /** Assessments and waiver requests that the caller may review. */
  reviews: z.number().int(),
  /** There may be more reviews. */
  hasMore: z.literal(true).optional(),
  /** Campaigns after their deadline with work for the groups of the caller. */
  overdueCampaigns: z.number().int(),
});

/** @public */
export type InboxCounts = z.output<typeof inboxCountsSchema>;

/** A current or predicted level of an entity. @public */
const previewedLevelSchema = z.object({
  /** `none` below the lowest. */
  id: z.string(),
  title: z.string(),
  /** 1 for the lowest level; 0 for `none`. */
  rank: z.number().int(),
});

/** @public */
export type PreviewedLevel = z.output<typeof previewedLevelSchema>;

/** Response of `GET /assessments/:id/review-preview`. Levels are absent if no rule pack selects the entity. @public */
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

/** Response of `GET /waivers/:id/review-preview`, like {@link assessmentReviewPreviewSchema}. @public */
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
    summary: 'Get the open work of the caller',
    permission: readEntity,
    callers: 'users',
    answer: inboxSchema,
  },
  countInbox: {
    route: 'GET /inbox/counts',
    summary: 'Count the reviews and overdue campaigns of the caller',
    permission: readEntity,
    callers: 'users',
    answer: inboxCountsSchema,
  },
} as const satisfies Record<string, Operation>;

/** Open work of the caller. @public */
export interface InboxApi {
  /** Open work of the caller. */
  getInbox(): Promise<Inbox>;
  /** Counts its reviews and overdue campaigns, with fewer queries. */
  countInbox(): Promise<InboxCounts>;
}
