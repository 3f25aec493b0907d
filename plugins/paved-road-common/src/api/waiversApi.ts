import { WaiverReviewPreview } from '../inbox/schemas';
import {
  NewWaiverInput,
  Waiver,
  WaiverOptions,
  WaiverQueryInput,
} from '../waivers/schemas';
import { entityPath, HttpClient, itemPath, withQuery } from './HttpClient';
import { Page } from './pages';

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

export function createWaiversApi(http: HttpClient): WaiversApi {
  const pathOf = (id: string) => itemPath('waivers', id);
  const act =
    (action: string) => (id: string, etag: string, comment?: string) =>
      http.json<Waiver>('POST', `${pathOf(id)}/${action}`, {
        body: comment === undefined ? {} : { comment },
        etag,
      });
  return {
    listWaivers: query => http.json('GET', withQuery('/waivers', query)),
    getWaiver: id => http.json('GET', pathOf(id)),
    previewWaiverReview: id => http.json('GET', `${pathOf(id)}/review-preview`),
    getWaiverOptions: entityRef =>
      http.json('GET', `${entityPath(entityRef)}/waiver-options`),
    requestWaiver: waiver => http.json('POST', '/waivers', { body: waiver }),
    approveWaiver: act('approve'),
    rejectWaiver: act('reject'),
    revokeWaiver: act('revoke'),
  };
}
