import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { ReviewedState } from '@paved-road/plugin-paved-road-common';
import { AssessmentContent } from '../assessments/AssessmentStore';
import { isPerson } from './isPerson';
import { architectureLink } from './links';

/** Tells people what became of assessments, with a link to the Architecture tab. */
export class AssessmentNotifier {
  readonly #notifications: NotificationService;

  constructor(options: { notifications: NotificationService }) {
    this.#notifications = options.notifications;
  }

  /** Tells those who wait for it that an assessment is approved or rejected, and what was said. */
  async reviewed(assessment: AssessmentContent & ReviewedState): Promise<void> {
    const { entityRef, author, submitted, review, status } = assessment;
    const people = [...new Set([author, submitted.by])].filter(isPerson);
    if (people.length === 0) {
      return;
    }
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: people,
        excludeEntityRef: review.by,
      },
      payload: {
        title: `The assessment of ${parseEntityRef(entityRef).name} is ${status}`,
        description: review.comment,
        link: architectureLink(entityRef),
        topic: 'assessment-review',
      },
    });
  }
}
