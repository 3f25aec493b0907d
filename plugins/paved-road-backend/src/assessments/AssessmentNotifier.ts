import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  RequestedChanges,
  ReviewedState,
} from '@paved-road/plugin-paved-road-common';
import { AssessmentContent, StoredAssessment } from './AssessmentStore';
import { isPerson } from '../catalog/isPerson';
import { assessmentLink, reviewsLink } from '../http/links';

/** Tells people what became of assessments, with a link to the assessment. */
export class AssessmentNotifier {
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

  /**
   * Tells the reviewers that an assessment waits for them, but none of those who wrote or submitted it: who may not
   * review it. Who requested changes may, and waits for it.
   */
  async submitted(
    assessment: StoredAssessment & { status: 'submitted' },
  ): Promise<void> {
    const { entityRef, author, decision, events, submitted } = assessment;
    if (this.#reviewers.length === 0) {
      return;
    }
    const involved = [
      author,
      submitted.by,
      ...events
        .filter(({ action }) => action === 'updated' || action === 'submitted')
        .map(({ actor }) => actor),
    ];
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: this.#reviewers,
        excludeEntityRef: [...new Set(involved)].filter(isPerson),
      },
      payload: {
        title: `The assessment of ${nameOf(entityRef)} waits for review`,
        description: `${nameOf(submitted.by)} submitted it with the decision for ${decision.pattern}.`,
        link: reviewsLink({ assessment: assessment.id }),
        topic: 'assessment-submission',
      },
    });
  }

  /** Tells those who wait for it what a reviewer wants to be changed. */
  async returned(
    assessment: StoredAssessment,
    changes: RequestedChanges,
  ): Promise<void> {
    const submitter = assessment.events.findLast(
      ({ action }) => action === 'submitted',
    );
    await this.#tellAuthors(
      assessment,
      submitter?.actor,
      changes,
      `Changes requested to the assessment of ${nameOf(assessment.entityRef)}`,
    );
  }

  /** Tells those who wait for it that an assessment is approved or rejected, and what was said. */
  async reviewed(assessment: AssessmentContent & ReviewedState): Promise<void> {
    const { entityRef, submitted, review, status } = assessment;
    await this.#tellAuthors(
      assessment,
      submitted.by,
      review,
      `The assessment of ${nameOf(entityRef)} is ${status}`,
    );
  }

  async #tellAuthors(
    {
      id,
      entityRef,
      author,
    }: Pick<AssessmentContent, 'id' | 'entityRef' | 'author'>,
    submitter: string | undefined,
    review: { by: string; comment?: string },
    title: string,
  ): Promise<void> {
    const people = [...new Set([author, submitter ?? author])].filter(isPerson);
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
        title,
        description: review.comment,
        link: assessmentLink(entityRef, id),
        topic: 'assessment-review',
      },
    });
  }
}

function nameOf(entityRef: string): string {
  return parseEntityRef(entityRef).name;
}
