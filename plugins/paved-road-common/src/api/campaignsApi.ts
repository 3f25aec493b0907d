import { z } from 'zod';
import { patternSchema } from '../advisor/profile/patterns';
import { Page, pageFields } from '../input/pages';
import { idempotencyKey, storableText } from '../input/storableText';
import { campaignManagePermission } from '../permissions';
import { entityKind, reference } from '../scorecards/fleet';
import { Operation, pageSchema, readEntity } from './Operation';

/** The services of a campaign; by default, all with a scorecard. All conditions must hold. @public */
const campaignScopeSchema = z.strictObject({
  /** Kind of the entities, such as `API`. */
  kind: entityKind.optional(),
  /** `spec.lifecycle` in the catalog, such as `production`. */
  lifecycle: storableText.trim().min(1).max(200).optional(),
  /** `spec.type` in the catalog, such as `service`. */
  type: storableText.trim().min(1).max(200).optional(),
  owner: reference.optional(),
  /** This group and its subgroups. */
  team: reference.optional(),
  system: reference.optional(),
  pattern: patternSchema.optional(),
});

/** @public */
export type CampaignScope = z.output<typeof campaignScopeSchema>;

const title = storableText.trim().min(3).max(100);
const description = storableText.trim().max(2_000);
const level = storableText.trim().min(1).max(63);

/**
 * Body of `POST /campaigns`. A repeated request of the same person with the same `idempotencyKey` returns the existing
 * campaign.
 *
 * @public
 */
export const newCampaignSchema = z.strictObject({
  title,
  /** Reason, for the people who do the work. */
  description: description.optional(),
  /** The level that every service in scope should reach. */
  targetLevel: level,
  /** The last day, ISO 8601. */
  dueOn: z.iso.date(),
  scope: campaignScopeSchema.default({}),
  idempotencyKey: idempotencyKey.optional(),
});

/** @public */
export type NewCampaign = z.output<typeof newCampaignSchema>;
/** @public */
export type NewCampaignInput = z.input<typeof newCampaignSchema>;

/** Body of `PATCH /campaigns/:id`; absent fields stay unchanged. @public */
export const campaignPatchSchema = z.strictObject({
  title: title.optional(),
  description: description.optional(),
  targetLevel: level.optional(),
  dueOn: z.iso.date().optional(),
  scope: campaignScopeSchema.optional(),
});

/** @public */
export type CampaignPatch = z.output<typeof campaignPatchSchema>;
/** @public */
export type CampaignPatchInput = z.input<typeof campaignPatchSchema>;

/** @public */
const campaignStatuses = ['active', 'ended'] as const;

/** A level that every service in scope should reach by a date. @public */
const campaignFields = z.object({
  id: z.string(),
  title: z.string(),
  description: z.string().optional(),
  targetLevel: z.string(),
  dueOn: z.iso.date(),
  scope: campaignScopeSchema,
  status: z.enum(campaignStatuses),
  /** Entity reference. */
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** When it was ended. */
  endedAt: z.iso.datetime().optional(),
  /** When the owners were last reminded. */
  remindedAt: z.iso.datetime().optional(),
  /** Progress of the services that the caller may see. */
  progress: z.object({
    /** Services in scope. */
    total: z.number().int(),
    /** Services at or above the target level. */
    reached: z.number().int(),
  }),
  etag: z.string(),
  /** Whether the caller may change and end it. */
  allowed: z.object({ manage: z.boolean() }),
});

/** @public */
export interface Campaign extends z.output<typeof campaignFields> {}

/** @alpha */
export const campaignSchema: z.ZodType<Campaign> = campaignFields;

/** Query of `GET /campaigns`. @public */
export const campaignQuerySchema = z.strictObject({
  status: z
    .enum(campaignStatuses)
    .optional()
    .describe('Active, until someone ends it, or ended'),
  ...pageFields,
});

/** @public */
export type CampaignQuery = z.output<typeof campaignQuerySchema>;
/** @public */
export type CampaignQueryInput = z.input<typeof campaignQuerySchema>;

/** Remaining work of a campaign over time. @public */
export const burnDownSchema = z.object({
  /** Oldest first, from four weeks before the start until today or the end. */
  points: z.array(
    z.object({
      date: z.iso.date(),
      /** Services in scope below the target level. */
      remaining: z.number().int(),
      total: z.number().int(),
    }),
  ),
});

/** @public */
export type BurnDown = z.output<typeof burnDownSchema>;

/** A service below the target level of a campaign. @public */
export const campaignTaskSchema = z.object({
  entityRef: z.string(),
  /** Title or name of the entity. */
  title: z.string(),
  owner: z.string().optional(),
  level: z.string(),
  /** Checks that block the target level, lowest level first. */
  checks: z.array(
    z.object({
      checkId: z.string(),
      title: z.string(),
      state: z.enum(['fail', 'unknown']),
    }),
  ),
});

/** @public */
export type CampaignTask = z.output<typeof campaignTaskSchema>;

/** Query of `GET /campaigns/:id/tasks`; sorted by owner, then by name. @public */
export const campaignTaskQuerySchema = z.strictObject({
  owner: reference.optional().describe('Entity reference of the owner'),
  ...pageFields,
});

/** @public */
export type CampaignTaskQuery = z.output<typeof campaignTaskQuerySchema>;
/** @public */
export type CampaignTaskQueryInput = z.input<typeof campaignTaskQuerySchema>;

/** Who `POST /campaigns/:id/remind` notifies. @public */
export const campaignReminderSchema = z.object({
  /** Owners with services below the target level, most services first. */
  owners: z.array(
    z.object({
      /** Entity reference. */
      owner: z.string(),
      services: z.number().int(),
    }),
  ),
  /** Services below the target level that have no owner to notify. */
  withoutOwner: z.number().int(),
  /** The next reminder is possible from this time on; absent if it is possible now. */
  nextAt: z.iso.datetime().optional(),
});

/** @public */
export type CampaignReminder = z.output<typeof campaignReminderSchema>;

export const campaignOperations = {
  listCampaigns: {
    route: 'GET /campaigns',
    summary: 'List campaigns, next deadline first',
    query: campaignQuerySchema,
    answer: pageSchema(campaignSchema),
  },
  getCampaign: {
    route: 'GET /campaigns/:id',
    summary: 'Get a campaign',
    answer: campaignSchema,
    etag: true,
  },
  createCampaign: {
    route: 'POST /campaigns',
    summary: 'Create a campaign',
    permission: campaignManagePermission,
    body: newCampaignSchema,
    bodyName: 'campaign',
    answer: campaignSchema,
    etag: true,
    statuses: [200, 201],
  },
  updateCampaign: {
    route: 'PATCH /campaigns/:id',
    summary: 'Change a campaign',
    permission: campaignManagePermission,
    body: campaignPatchSchema,
    bodyName: 'campaign',
    ifMatch: 'required',
    answer: campaignSchema,
    etag: true,
    errors: [409],
  },
  endCampaign: {
    route: 'POST /campaigns/:id/end',
    summary: 'End a campaign',
    permission: campaignManagePermission,
    ifMatch: 'required',
    answer: campaignSchema,
    etag: true,
    errors: [409],
  },
  previewReminder: {
    route: 'GET /campaigns/:id/reminder',
    summary: 'List the owners that a reminder would notify',
    permission: campaignManagePermission,
    answer: campaignReminderSchema,
    errors: [409],
  },
  remindOwners: {
    route: 'POST /campaigns/:id/remind',
    summary: 'Notify the owners of services below the target level',
    permission: campaignManagePermission,
    ifMatch: 'required',
    answer: campaignSchema,
    etag: true,
    errors: [409],
  },
  getBurnDown: {
    route: 'GET /campaigns/:id/burn-down',
    summary: 'Get the number of services below the target level by day',
    permission: readEntity,
    answer: burnDownSchema,
  },
  listCampaignTasks: {
    route: 'GET /campaigns/:id/tasks',
    summary:
      'List the services below the target level with the blocking checks',
    permission: readEntity,
    query: campaignTaskQuerySchema,
    answer: pageSchema(campaignTaskSchema),
  },
} as const satisfies Record<string, Operation>;

/** Campaigns. @public */
export interface CampaignsApi {
  /** Next deadline first. */
  listCampaigns(query?: CampaignQueryInput): Promise<Page<Campaign>>;
  getCampaign(id: string): Promise<Campaign>;
  createCampaign(campaign: NewCampaignInput): Promise<Campaign>;
  /** @param etag - of the version to change; fails with 412 if it has changed */
  updateCampaign(
    id: string,
    etag: string,
    patch: CampaignPatchInput,
  ): Promise<Campaign>;
  /** @param etag - as of `updateCampaign` */
  endCampaign(id: string, etag: string): Promise<Campaign>;
  /** The owners that `remindOwners` would notify. */
  previewReminder(id: string): Promise<CampaignReminder>;
  /** @param etag - as of `updateCampaign`; fails with 409 within a week of the last reminder */
  remindOwners(id: string, etag: string): Promise<Campaign>;
  /** Services below the target level, by day. */
  getBurnDown(id: string): Promise<BurnDown>;
  /** Services below the target level with the blocking checks, by owner. */
  listCampaignTasks(
    id: string,
    query?: CampaignTaskQueryInput,
  ): Promise<Page<CampaignTask>>;
}
