import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Caller } from './Caller';

/** Runs a write between two audit events: that it began, and how it ended. */
export async function audited<T>(
  auditor: AuditorService,
  { request }: Caller,
  event: { eventId: string; meta: { actionType: string } & JsonObject },
  write: () => Promise<T>,
): Promise<T> {
  const record = await auditor.createEvent({
    ...event,
    severityLevel: 'medium',
    request,
  });
  try {
    const result = await write();
    await record.success();
    return result;
  } catch (error) {
    await record.fail({ error: toError(error) });
    throw error;
  }
}
