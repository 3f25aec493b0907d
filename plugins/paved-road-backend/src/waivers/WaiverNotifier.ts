import { NotificationService } from '@backstage/plugin-notifications-node';
import { StoredWaiver } from './WaiverStore';
import { isPerson } from '../catalog/isPerson';
import { reviewsLink, scorecardLink } from '../http/links';

/** What a notification says beside the waiver itself. */
export interface WaiverNotice {
  /** Who decided. */
  actor: string;
  /** Of the entity. */
  entityTitle: string;
  checkTitle: string;
}

/** Tells people what became of waivers, with a link to the scorecard. */
export class WaiverNotifier {
  readonly #notifications: NotificationService;
  readonly #reviewers: string[];

  constructor(options: {
    notifications: NotificationService;
    /** Entity references of groups and people. */
    reviewers: string[];
  }) {
    this.#notifications = options.notifications;
    this.#reviewers = options.reviewers;
  }

  /** Tells the reviewers, but not who asked, that a request waits for them. */
  async requested(
    { id, reason, requestedBy }: StoredWaiver,
    { entityTitle, checkTitle }: Omit<WaiverNotice, 'actor'>,
  ): Promise<void> {
    if (this.#reviewers.length === 0) {
      return;
    }
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: this.#reviewers,
        excludeEntityRef: [requestedBy].filter(isPerson),
      },
      payload: {
        title: `A waiver of “${checkTitle}” for ${entityTitle} waits for review`,
        description: reason,
        link: reviewsLink({ waiver: id }),
        topic: 'waiver-request',
      },
    });
  }

  /**
   * Tells who asked for it, because they wait for it, what was decided and what was said. Owners are told with all
   * that is new to them, see TeamDigests.
   */
  async decided(waiver: StoredWaiver, notice: WaiverNotice): Promise<void> {
    const { entityRef, requestedBy, status } = waiver;
    const { actor, entityTitle, checkTitle } = notice;
    if (!isPerson(requestedBy) || requestedBy === actor) {
      return;
    }
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: requestedBy },
      payload: {
        title: `The waiver of “${checkTitle}” for ${entityTitle} is ${status}`,
        description: commentOn(waiver),
        link: scorecardLink(entityRef),
        topic: 'waiver-decision',
      },
    });
  }
}

function commentOn(waiver: StoredWaiver): string | undefined {
  switch (waiver.status) {
    case 'approved':
    case 'rejected':
      return waiver.decision.comment;
    case 'revoked':
      return waiver.revocation.comment;
    default:
      return undefined;
  }
}
