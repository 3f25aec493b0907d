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
    summary: 'Get the maximum duration of a waiver for a check',
    permission: readEntity,
    answer: waiverOptionsSchema,
  },
  requestWaiver: {
    route: 'POST /waivers',
    summary: 'Request a waiver for a failing check',
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
    summary: 'Approve a waiver request of another person',
  },
  rejectWaiver: {
    ...review,
    route: 'POST /waivers/:id/reject',
    summary: 'Reject a waiver request of another person',
  },
  revokeWaiver: {
    ...review,
    route: 'POST /waivers/:id/revoke',
    summary: 'Revoke a waiver or withdraw its request',
  },
} as const satisfies Record<string, Operation>;

/** Exceptions to checks. @public */
export interface WaiversApi {
  /** Newest first; with `status=requested` oldest first, with `status=approved` soonest end first. */
  listWaivers(query?: WaiverQueryInput): Promise<Page<Waiver>>;
  getWaiver(id: string): Promise<Waiver>;
  /** The current level of its entity, and the level after each outcome of a review. */
  previewWaiverReview(id: string): Promise<WaiverReviewPreview>;
  /** The maximum duration of a waiver for a check, and whether the caller may request one. */
  getWaiverOptions(entityRef: string): Promise<WaiverOptions>;
  /** 409 if a request is open, or a waiver is active and the request does not renew it. */
  requestWaiver(waiver: NewWaiverInput): Promise<Waiver>;
  /** @param etag - of the displayed version; fails with 412 if somebody has decided since */
  approveWaiver(id: string, etag: string, comment?: string): Promise<Waiver>;
  /** @param etag - as of `approveWaiver` */
  rejectWaiver(id: string, etag: string, comment?: string): Promise<Waiver>;
  /** @param etag - as of `approveWaiver` */
  revokeWaiver(id: string, etag: string, comment?: string): Promise<Waiver>;
}
