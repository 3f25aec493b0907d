import { NotificationService } from '@backstage/plugin-notifications-node';
import { StoredWaiver } from '../waivers/WaiverStore';
import { isPerson } from './isPerson';
import { scorecardLink } from './links';

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

  constructor(options: { notifications: NotificationService }) {
    this.#notifications = options.notifications;
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
