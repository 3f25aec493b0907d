import { z } from 'zod';
import { assessmentSummarySchema } from '../assessments/schemas';
import { waiverSchema } from '../waivers/schemas';

/** The first of those that wait, and how many there are; at most 200 are counted. */
function waiting<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), totalItems: z.number().int() });
}

/** A campaign that waits for services of the caller's groups. @public */
export const inboxCampaignSchema = z.object({
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

/**
 * The answer of `GET /assessments/:id/review-preview`: ids of levels, or `none`. They are absent where no rule pack
 * selects the entity.
 *
 * @public
 */
export const assessmentReviewPreviewSchema = z.object({
  levels: z
    .object({
      now: z.string(),
      approve: z.string(),
      requestChanges: z.string(),
      reject: z.string(),
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
    .object({ now: z.string(), approve: z.string(), reject: z.string() })
    .optional(),
});

/** @public */
export type WaiverReviewPreview = z.output<typeof waiverReviewPreviewSchema>;
