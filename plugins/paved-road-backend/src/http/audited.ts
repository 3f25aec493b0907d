import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';

/** Runs a write between two audit events: that it began, and how it ended. */
export async function audited<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    /** Absent for a write that did not come over HTTP. */
    request?: Request;
    /** By default medium. */
    severityLevel?: 'low' | 'medium';
    meta: { actionType: string } & JsonObject;
  },
  write: () => Promise<T>,
): Promise<T> {
  const auditorEvent = await auditor.createEvent({
    severityLevel: 'medium',
    ...event,
  });
  try {
    const result = await write();
    await auditorEvent.success();
    return result;
  } catch (error) {
    await auditorEvent.fail({ error: toError(error) });
    throw error;
  }
}
