import { Inbox } from '../inbox/schemas';
import { HttpClient } from './HttpClient';

/** What waits for people. @public */
export interface InboxApi {
  /** What waits for the caller. */
  getInbox(): Promise<Inbox>;
}

export function createInboxApi(http: HttpClient): InboxApi {
  return { getInbox: () => http.json('GET', '/inbox') };
}
