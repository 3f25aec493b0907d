import { z } from 'zod';
import { idempotencyKey, storableText } from '../input/storableText';
import { pageFields } from '../input/pages';
import { reference } from '../scorecards/fleet';

const dateTime = z.iso.datetime();
const reason = storableText.trim().min(10).max(2_000);
const comment = storableText.trim().max(2_000);

/** @public */
export const waiverStatuses = [
  'requested',
  'approved',
  'rejected',
  'revoked',
  'expired',
] as const;

/**
 * `requested` -approve-\> `approved` -(time)-\> `expired`; `requested` -reject-\> `rejected`; `requested` or
 * `approved` -revoke-\> `revoked`. A request that expires before a review is `expired` too.
 *
 * @public
 */
export type WaiverStatus = (typeof waiverStatuses)[number];

/** Body of `POST /waivers`. @public */
export const newWaiverSchema = z.strictObject({
  /** The entity with the failing check. */
  entityRef: storableText.min(1).max(300),
  /** A check of the active rule packs that the entity fails. */
  checkId: storableText.min(1).max(200),
  /** Why the check cannot pass now, and the plan to fix it. */
  reason,
  /** End of the waiver; the config limits its duration. */
  expiresAt: dateTime,
  /** The active or expired waiver to renew, for the same entity and check. */
  renews: z.uuid().toLowerCase().optional(),
  idempotencyKey: idempotencyKey.optional(),
});

/** @public */
export type NewWaiver = z.output<typeof newWaiverSchema>;
/** @public */
export type NewWaiverInput = z.input<typeof newWaiverSchema>;

/** Body of `POST /waivers/:id/approve`, `/reject` and `/revoke`. @public */
export const waiverDecisionSchema = z.strictObject({
  /** Comment for the requester; the page requires one to reject and to revoke. */
  comment: comment.optional(),
});

/** @public */
export type WaiverDecision = z.output<typeof waiverDecisionSchema>;

const waiverEventSchema = z.object({
  at: dateTime,
  /** Entity reference of the user or service. */
  actor: z.string(),
  action: z.enum([
    'requested',
    'approved',
    'rejected',
    'revoked',
    'expired',
    'renewed',
  ]),
  comment: z.string().optional(),
});

/** One entry in the history of a waiver. @public */
export type WaiverEvent = z.output<typeof waiverEventSchema>;

const signature = z.object({
  by: z.string(),
  at: dateTime,
  comment: z.string().optional(),
});

/** A temporary exception to a check for one entity. @public */
const waiverFields = z.object({
  id: z.string(),
  entityRef: z.string(),
  /** Title or name of the entity. */
  entityTitle: z.string(),
  owner: z.string().optional(),
  checkId: z.string(),
  /** Title of the check; its id if no active rule pack has the check. */
  checkTitle: z.string(),
  status: z.enum(waiverStatuses),
  reason: z.string(),
  expiresAt: dateTime,
  /** Entity reference of the requester. */
  requestedBy: z.string(),
  requestedAt: dateTime,
  /** Approval or rejection; present after the review. */
  decision: signature.optional(),
  /** Revocation or withdrawal; present after it. */
  revocation: signature.optional(),
  /** Id of the waiver that it renews. */
  renews: z.string().optional(),
  /** Id of its newest renewal. */
  renewedBy: z.string().optional(),
  /** Oldest first. */
  events: z.array(waiverEventSchema),
  etag: z.string(),
  /** Actions that are available to the caller. */
  allowed: z.object({
    review: z.boolean(),
    revoke: z.boolean(),
    renew: z.boolean(),
  }),
});

/** @public */
export interface Waiver extends z.output<typeof waiverFields> {}

/** @alpha */
export const waiverSchema: z.ZodType<Waiver> = waiverFields;

/**
 * Query of `GET /waivers`, newest request first; with `status=requested` oldest first, with `status=approved` soonest
 * end first.
 *
 * @public
 */
export const waiverQuerySchema = z.strictObject({
  status: z.enum(waiverStatuses).optional().describe('Status of the waiver'),
  entity: reference.optional().describe('Entity reference'),
  check: storableText.max(200).optional().describe('Id of a check'),
  owner: reference.optional().describe('Entity reference of the owner'),
  requestedBy: reference
    .optional()
    .describe('Entity reference of the requester'),
  expiringWithinDays: z.coerce
    .number<number>()
    .int()
    .min(1)
    .max(365)
    .optional()
    .describe('Only active waivers that end within so many days'),
  inForceAt: dateTime
    .optional()
    .describe(
      'Only waivers that were active at this time, in UTC; not in the future',
    ),
  ...pageFields,
});

/** @public */
export type WaiverQuery = z.output<typeof waiverQuerySchema>;
/** @public */
export type WaiverQueryInput = z.input<typeof waiverQuerySchema>;

/** Response of `GET /entities/:kind/:namespace/:name/waiver-options`. @public */
export const waiverOptionsSchema = z.object({
  /** Maximum duration of a waiver, in days from now. */
  maxDays: z.number().int(),
  /** Whether the caller may request a waiver for this entity. */
  allowed: z.boolean(),
});

/** @public */
export type WaiverOptions = z.output<typeof waiverOptionsSchema>;
