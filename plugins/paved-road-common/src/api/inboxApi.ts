import { Inbox, inboxSchema } from '../inbox/schemas';
import { Operation, readEntity } from './Operation';

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
