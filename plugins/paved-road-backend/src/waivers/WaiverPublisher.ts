import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { JsonObject } from '@backstage/types';
import { waiverStatuses } from '@paved-road/plugin-paved-road-common';
import { z } from 'zod';
import { audited } from '../http/audited';
import { Caller } from '../http/Caller';
import { WaiverNotice, WaiverNotifier } from './WaiverNotifier';
import { FleetSignals } from '../signals/FleetSignals';
import { StoredWaiver } from './WaiverStore';

/** The topic on which every change of a waiver is published. */
export const WAIVERS_TOPIC = 'paved-road.waivers';

/** What is published; a subscriber that wants to know more asks the API. */
export const waiverChangedSchema = z.object({
  entityRef: z.string(),
  waiverId: z.string(),
  checkId: z.string(),
  status: z.enum(waiverStatuses),
});

/** Tells the audit log and the rest of the portal what happened to waivers. */
export class WaiverPublisher {
  readonly #auditor: AuditorService;
  readonly #events: EventsService;
  readonly #signals: Pick<FleetSignals, 'changed'>;
  readonly #notifier: WaiverNotifier;
  readonly #logger: LoggerService;

  constructor(options: {
    auditor: AuditorService;
    events: EventsService;
    fleetSignals: Pick<FleetSignals, 'changed'>;
    notifier: WaiverNotifier;
    logger: LoggerService;
  }) {
    this.#auditor = options.auditor;
    this.#events = options.events;
    this.#signals = options.fleetSignals;
    this.#notifier = options.notifier;
    this.#logger = options.logger;
  }

  /**
   * Runs a write between two audit events: that it began, and how it ended.
   *
   * @param caller - absent for what happens by itself
   */
  async audited<T>(
    caller: Caller | undefined,
    meta: { actionType: string } & JsonObject,
    write: () => Promise<T>,
  ): Promise<T> {
    return await audited(
      this.#auditor,
      { eventId: 'waiver-mutate', request: caller?.request, meta },
      write,
    );
  }

  /**
   * Tells of a change that is stored already, so a failure is logged and not thrown. Scorecards follow the event,
   * and open pages are told after it, so that they find the new result.
   */
  async changed(waiver: StoredWaiver): Promise<void> {
    const { entityRef, id, checkId, status } = waiver;
    await this.#tell(id, 'published', () =>
      this.#events.publish({
        topic: WAIVERS_TOPIC,
        eventPayload: { entityRef, waiverId: id, checkId, status },
      }),
    );
    this.#signals.changed('waivers', [entityRef]);
  }

  /** As {@link changed}, of what somebody decided, which who asked for it is told too. */
  async decided(waiver: StoredWaiver, notice: WaiverNotice): Promise<void> {
    await this.changed(waiver);
    await this.#tell(waiver.id, 'notified', () =>
      this.#notifier.decided(waiver, notice),
    );
  }

  /** As {@link changed}, of a new request, which the reviewers are told of too. */
  async requested(
    waiver: StoredWaiver,
    notice: Omit<WaiverNotice, 'actor'>,
  ): Promise<void> {
    await this.changed(waiver);
    await this.#tell(waiver.id, 'notified', () =>
      this.#notifier.requested(waiver, notice),
    );
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
        `Waiver ${id} was stored, but its change could not be ${participle}`,
        toError(error),
      );
    }
  }
}
