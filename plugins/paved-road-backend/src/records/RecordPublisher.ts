import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';
import { isPerson } from '../catalog/entityRecord';
import { Caller } from '../http/Caller';

type Notification = Parameters<NotificationService['send']>[0];

export interface PublisherOptions {
  /** Entity references of groups and people who are notified of reviews. */
  reviewers: string[];
  auditor: AuditorService;
  events: EventsService;
  notifications: NotificationService;
  logger: LoggerService;
}

/** Publishes changes of records to the audit log and the rest of the portal. */
export abstract class RecordPublisher<T extends { id: string }> {
  protected readonly events: EventsService;
  protected readonly notifications: NotificationService;

  /** @param what - the kind of record, in the singular and in lower case */
  constructor(
    private readonly what: string,
    private readonly options: PublisherOptions,
  ) {
    this.events = options.events;
    this.notifications = options.notifications;
  }

  /**
   * Runs a write between two audit events, its start and its result.
   *
   * @param caller - undefined for automatic changes
   */
  async audited<R>(
    caller: Caller | undefined,
    meta: { actionType: string; id?: string } & JsonObject,
    write: () => Promise<R>,
  ): Promise<R> {
    const { id, ...rest } = meta;
    const named = id === undefined ? {} : { [`${this.what}Id`]: id };
    return await audited(
      this.options.auditor,
      {
        eventId: `${this.what}-mutate`,
        request: caller?.request,
        meta: { ...rest, ...named },
      },
      write,
    );
  }

  /**
   * Publishes a change that is already stored, so a failure is logged, not thrown.
   *
   * @param entity - undefined if nobody is notified
   */
  abstract changed(record: T, entity?: Entity): Promise<void>;

  protected async attempt(
    { id }: { id: string },
    participle: string,
    tell: () => Promise<void>,
  ): Promise<void> {
    try {
      await tell();
    } catch (error) {
      const what = this.what.replace(/^./, first => first.toUpperCase());
      this.options.logger.warn(
        `${what} ${id} was stored, but its change could not be ${participle}`,
        toError(error),
      );
    }
  }

  /** Notifies the reviewers, except people who may not review the record. */
  protected async tellReviewers(
    involved: string[],
    payload: Notification['payload'],
  ): Promise<void> {
    if (this.options.reviewers.length > 0) {
      await this.notifications.send({
        recipients: {
          type: 'entity',
          entityRef: this.options.reviewers,
          excludeEntityRef: [...new Set(involved)].filter(isPerson),
        },
        payload,
      });
    }
  }
}

/** Runs a write between two audit events, its start and its result. */
export async function audited<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    /** Undefined for a write without an HTTP request. */
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
