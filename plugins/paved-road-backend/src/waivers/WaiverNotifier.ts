import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { StoredWaiver } from './WaiverStore';

/** What a notification says beside the waiver itself. */
export interface WaiverNotice {
  /** Who decided; they are not told. */
  actor: string;
  /** Of the entity. */
  owner?: string;
  entityTitle: string;
  checkTitle: string;
}

/** Tells people what became of waivers, with a link to the scorecard. */
export class WaiverNotifier {
  readonly #notifications: NotificationService;

  constructor(options: { notifications: NotificationService }) {
    this.#notifications = options.notifications;
  }

  /** Tells who asked for it, and the owner, what was decided and what was said. */
  async decided(waiver: StoredWaiver, notice: WaiverNotice): Promise<void> {
    const { entityRef, requestedBy, status } = waiver;
    const { actor, owner, entityTitle, checkTitle } = notice;
    const recipients = [...new Set([requestedBy, owner])].filter(
      (ref): ref is string => ref !== undefined && isPersonOrGroup(ref),
    );
    if (recipients.length === 0) {
      return;
    }
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: recipients,
        excludeEntityRef: actor,
      },
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

/** A service that asked for a waiver reads no notifications. */
function isPersonOrGroup(entityRef: string): boolean {
  return ['user', 'group'].includes(entityRef.split(':')[0]);
}

/** Where the scorecard is when the catalog is mounted where it usually is. */
function scorecardLink(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${[namespace, kind, name].map(encodeURIComponent).join('/')}/architecture#scorecard`;
}
