import { Entity } from '@backstage/catalog-model';
import { formatPlural } from '@paved-road/plugin-paved-road-common/advisor';
import { isPerson, toEntityRecord } from '../catalog/entityRecord';
import { reviewsLink, scorecardLink } from '../http/links';
import { PublisherOptions, RecordPublisher } from '../records/RecordPublisher';
import { RulesSource } from '../rules/types';
import { FleetSignals } from '../signals/FleetSignals';
import { StoredWaiver } from './WaiverStore';

export const WAIVERS_TOPIC = 'paved-road.waivers';

/** Publishes changes of waivers to the audit log and the rest of the portal. */
export class WaiverPublisher extends RecordPublisher<StoredWaiver> {
  readonly #rules: RulesSource;
  readonly #signals: Pick<FleetSignals, 'changed'>;

  constructor(
    options: PublisherOptions & {
      rules: RulesSource;
      fleetSignals: Pick<FleetSignals, 'changed'>;
    },
  ) {
    super('waiver', options);
    this.#rules = options.rules;
    this.#signals = options.fleetSignals;
  }

  /** The event updates scorecards, so send it before the signal to open pages, which then read the new result. */
  async changed(waiver: StoredWaiver, entity?: Entity): Promise<void> {
    const { entityRef, id, checkId, status } = waiver;
    await this.attempt(waiver, 'published', () =>
      this.events.publish({
        topic: WAIVERS_TOPIC,
        eventPayload: { entityRef, waiverId: id, checkId, status },
      }),
    );
    this.#signals.changed('waivers', [entityRef]);
    if (entity) {
      await this.attempt(waiver, 'notified', () =>
        this.#notify(waiver, toEntityRecord(entity).title),
      );
    }
  }

  /**
   * Reminds the reviewers of a requested waiver.
   *
   * @param days - since its request
   */
  async remind(
    waiver: StoredWaiver,
    entityTitle: string,
    days: number,
  ): Promise<void> {
    if (waiver.status === 'requested') {
      await this.#tellReviewers(
        waiver,
        `A ${this.#describe(waiver, entityTitle)} has waited ${formatPlural(days, 'day', 'days')} for review`,
        'review-reminder',
      );
    }
  }

  /** Owners are notified by TeamSummaries. */
  async #notify(waiver: StoredWaiver, entityTitle: string): Promise<void> {
    const subject = this.#describe(waiver, entityTitle);
    switch (waiver.status) {
      case 'requested':
        return await this.#tellReviewers(
          waiver,
          `A ${subject} waits for review`,
          'waiver-request',
        );
      case 'approved':
      case 'rejected':
        return await this.#tellRequester(waiver, subject, waiver.decision);
      case 'revoked':
        return await this.#tellRequester(waiver, subject, waiver.revocation);
      default:
        return undefined;
    }
  }

  #describe({ checkId }: StoredWaiver, entityTitle: string): string {
    const { checks } = this.#rules.current().rules;
    const check = checks.find(candidate => candidate.id === checkId);
    return `waiver of “${check?.title ?? checkId}” for ${entityTitle}`;
  }

  async #tellReviewers(
    { id, reason, requestedBy }: StoredWaiver,
    title: string,
    topic: string,
  ): Promise<void> {
    await this.tellReviewers([requestedBy], {
      title,
      description: reason,
      link: reviewsLink({ waiver: id }),
      topic,
    });
  }

  async #tellRequester(
    { entityRef, requestedBy, status }: StoredWaiver,
    subject: string,
    { by, comment }: { by: string; comment?: string },
  ): Promise<void> {
    if (!isPerson(requestedBy) || requestedBy === by) {
      return;
    }
    await this.notifications.send({
      recipients: { type: 'entity', entityRef: requestedBy },
      payload: {
        title: `The ${subject} is ${status}`,
        description: comment ?? 'Reviewed without a comment.',
        link: scorecardLink(entityRef),
        topic: 'waiver-decision',
      },
    });
  }
}
