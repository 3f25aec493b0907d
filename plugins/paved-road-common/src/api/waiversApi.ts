import { WaiverReviewPreview, waiverReviewPreviewSchema } from './inboxApi';
import {
  waiverRequestPermission,
  waiverReviewPermission,
} from '../permissions';
import {
  NewWaiverInput,
  newWaiverSchema,
  Waiver,
  waiverDecisionSchema,
  WaiverOptions,
  waiverOptionsSchema,
  WaiverQueryInput,
  waiverQuerySchema,
  waiverSchema,
} from '../waivers/schemas';
import { Operation, pageSchema, readEntity } from './Operation';
import { Page } from '../input/pages';

const review = {
  permission: waiverReviewPermission,
  body: waiverDecisionSchema,
  ifMatch: 'required',
  answer: waiverSchema,
  etag: true,
  errors: [409],
} as const;

export const waiverOperations = {
  listWaivers: {
    route: 'GET /waivers',
    summary: 'List waivers, newest request first',
    permission: readEntity,
    query: waiverQuerySchema,
    answer: pageSchema(waiverSchema),
  },
  getWaiver: {
    route: 'GET /waivers/:id',
    summary: 'Get a waiver',
    permission: readEntity,
    answer: waiverSchema,
    etag: true,
  },
  previewWaiverReview: {
    route: 'GET /waivers/:id/review-preview',
    summary: 'Preview the level of the entity after each outcome of a review',
    permission: readEntity,
    answer: waiverReviewPreviewSchema,
  },
  getWaiverOptions: {
    route: 'GET /entities/:kind/:namespace/:name/waiver-options',
    summary: 'Get for how long a check of an entity can be waived',
    permission: readEntity,
    answer: waiverOptionsSchema,
  },
  requestWaiver: {
    route: 'POST /waivers',
    summary: 'Request a waiver of a check that an entity fails',
    permission: waiverRequestPermission,
    body: newWaiverSchema,
    bodyName: 'waiver',
    answer: waiverSchema,
    etag: true,
    statuses: [200, 201],
    errors: [404, 409],
  },
  approveWaiver: {
    ...review,
    route: 'POST /waivers/:id/approve',
    summary: 'Approve a waiver that somebody else requested',
  },
  rejectWaiver: {
    ...review,
    route: 'POST /waivers/:id/reject',
    summary: 'Reject a waiver that somebody else requested',
  },
  revokeWaiver: {
    ...review,
    route: 'POST /waivers/:id/revoke',
    summary: 'Take a request or a waiver back',
  },
} as const satisfies Record<string, Operation>;

/** Exceptions from checks. @public */
export interface WaiversApi {
  /** Newest first; those waiting for a decision, oldest first; those in force, soonest end first. */
  listWaivers(query?: WaiverQueryInput): Promise<Page<Waiver>>;
  getWaiver(id: string): Promise<Waiver>;
  /** The level of its entity now, and after each outcome of a review. */
  previewWaiverReview(id: string): Promise<WaiverReviewPreview>;
  /** For how long a check of this entity can be waived, and whether the caller may ask for it. */
  getWaiverOptions(entityRef: string): Promise<WaiverOptions>;
  /** 409 when one is waiting for a decision, or in force without being renewed. */
  requestWaiver(waiver: NewWaiverInput): Promise<Waiver>;
  /** @param etag - of the waiver that was looked at; 412 when somebody decided in the meantime */
  approveWaiver(id: string, etag: string, comment?: string): Promise<Waiver>;
  /** @param etag - as of `approveWaiver` */
  rejectWaiver(id: string, etag: string, comment?: string): Promise<Waiver>;
  /** @param etag - as of `approveWaiver` */
  revokeWaiver(id: string, etag: string, comment?: string): Promise<Waiver>;
}
