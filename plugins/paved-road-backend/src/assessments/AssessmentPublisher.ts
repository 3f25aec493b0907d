import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import { AssessmentStatus } from '@paved-road/plugin-paved-road-common';
import { z } from 'zod';
import { Caller } from '../http/Caller';

/** The topic on which every change of an assessment is published. */
export const ASSESSMENTS_TOPIC = 'paved-road.assessments';

/** What is published; a subscriber that wants to know more asks the API. */
export const assessmentChangedSchema = z.object({
  entityRef: z.string(),
  assessmentId: z.string(),
  status: z.string(),
});

/** Tells the audit log and the rest of the portal what happened to assessments. */
export class AssessmentPublisher {
  readonly #auditor: AuditorService;
  readonly #events: EventsService;
  readonly #logger: LoggerService;

  constructor(options: {
    auditor: AuditorService;
    events: EventsService;
    logger: LoggerService;
  }) {
    this.#auditor = options.auditor;
    this.#events = options.events;
    this.#logger = options.logger;
  }

  /** Runs a write between two audit events: that it began, and how it ended. */
  async audited<T>(
    caller: Caller,
    meta: { actionType: string } & JsonObject,
    write: () => Promise<T>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId: 'assessment-mutate',
      severityLevel: 'medium',
      request: caller.request,
      meta,
    });
    try {
      const result = await write();
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: toAuditError(error) });
      throw error;
    }
  }

  /** Publishes a change that is stored already, so a failure is logged and not thrown. */
  async changed(assessment: {
    entityRef: string;
    id: string;
    status: AssessmentStatus | 'deleted';
  }): Promise<void> {
    const { entityRef, id, status } = assessment;
    try {
      await this.#events.publish({
        topic: ASSESSMENTS_TOPIC,
        eventPayload: { entityRef, assessmentId: id, status },
      });
    } catch (error) {
      this.#logger.warn(
        `Assessment ${id} was stored, but its change could not be published`,
        toAuditError(error),
      );
    }
  }
}

function toAuditError(error: unknown): Error {
  return error instanceof Error ? error : new Error(toError(error).message);
}
