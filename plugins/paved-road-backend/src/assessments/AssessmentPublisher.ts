import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { JsonObject } from '@backstage/types';
import {
  AssessmentSignal,
  assessmentsChannelOf,
  requestedChangesOf,
} from '@paved-road/plugin-paved-road-common';
import { z } from 'zod';
import { audited } from '../http/audited';
import { Caller } from '../http/Caller';
import { AssessmentNotifier } from './AssessmentNotifier';
import { AssessmentContent, StoredAssessment } from './AssessmentStore';

/** The topic on which every change of an assessment is published. */
export const ASSESSMENTS_TOPIC = 'paved-road.assessments';

/** What is published; a subscriber that wants to know more asks the API. */
export const assessmentChangedSchema = z.object({
  entityRef: z.string(),
  assessmentId: z.string(),
  status: z.string(),
});

/** An assessment that was removed. */
export type DeletedAssessment = AssessmentContent & { status: 'deleted' };

/** Tells the audit log and the rest of the portal what happened to assessments. */
export class AssessmentPublisher {
  readonly #auditor: AuditorService;
  readonly #events: EventsService;
  readonly #signals: SignalsService;
  readonly #notifier: AssessmentNotifier;
  readonly #logger: LoggerService;

  constructor(options: {
    auditor: AuditorService;
    events: EventsService;
    signals: SignalsService;
    notifier: AssessmentNotifier;
    logger: LoggerService;
  }) {
    this.#auditor = options.auditor;
    this.#events = options.events;
    this.#signals = options.signals;
    this.#notifier = options.notifier;
    this.#logger = options.logger;
  }

  /** Runs a write between two audit events: that it began, and how it ended. */
  async audited<T>(
    caller: Caller,
    meta: { actionType: string } & JsonObject,
    write: () => Promise<T>,
  ): Promise<T> {
    return await audited(
      this.#auditor,
      { eventId: 'assessment-mutate', request: caller.request, meta },
      write,
    );
  }

  /** Tells of a change that is stored already, so a failure is logged and not thrown. */
  async changed(
    assessment: StoredAssessment | DeletedAssessment,
  ): Promise<void> {
    const { entityRef, id, status } = assessment;
    await this.#tell(id, 'published', () =>
      this.#events.publish({
        topic: ASSESSMENTS_TOPIC,
        eventPayload: { entityRef, assessmentId: id, status },
      }),
    );
    /*
     * Anyone who sees an entity may have its page open, and a signal can be sent to people and
     * groups, but not to "who may read this". So it goes to all who listen. Each entity has a channel
     * of its own, so that nobody hears of an entity whose reference they do not know already, and the
     * signal says neither what changed nor by whom: the page asks the API, which knows who may see it.
     */
    await this.#tell(id, 'signalled', () =>
      this.#signals.publish<AssessmentSignal>({
        recipients: { type: 'broadcast' },
        channel: assessmentsChannelOf(entityRef),
        message: { assessmentId: id },
      }),
    );
    await this.#tell(id, 'notified', () => this.#notify(assessment));
  }

  async #notify(
    assessment: StoredAssessment | DeletedAssessment,
  ): Promise<void> {
    switch (assessment.status) {
      case 'approved':
      case 'rejected':
        return await this.#notifier.reviewed(assessment);
      case 'submitted':
        return await this.#notifier.submitted(assessment);
      case 'draft': {
        const changes = requestedChangesOf(assessment);
        // Later changes of the draft are nobody's news.
        return changes && assessment.events.at(-1)?.action === 'returned'
          ? await this.#notifier.returned(assessment, changes)
          : undefined;
      }
      default:
        return undefined;
    }
  }

  async #tell(
    id: string,
    participle: string,
    tell: () => Promise<void>,
  ): Promise<void> {
    try {
      await tell();
    } catch (error) {
      this.#logger.warn(
        `Assessment ${id} was stored, but its change could not be ${participle}`,
        toError(error),
      );
    }
  }
}
