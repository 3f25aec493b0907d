import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  AssessmentSignal,
  assessmentsChannelFor,
  findRequestedChanges,
  ReviewComment,
} from '@paved-road/plugin-paved-road-common';
import {
  formatPlural,
  patternDescriptions,
} from '@paved-road/plugin-paved-road-common/advisor';
import { isPerson, toEntityRecord } from '../catalog/entityRecord';
import { readTitles } from '../catalog/readTitles';
import { assessmentLink, reviewsLink } from '../http/links';
import { shorten } from '../notifications/toDeliverable';
import { PublisherOptions, RecordPublisher } from '../records/RecordPublisher';
import { StoredAssessment } from './StoredAssessment';

/** Characters of a comment in a notification. */
const LONGEST_EXCERPT = 200;

/** The first line; mail may reach more people than the page, which has all of it. */
const toExcerpt = (comment: string): string =>
  shorten(comment.trim().split('\n')[0], LONGEST_EXCERPT);

/** The topic on which every change of an assessment is published. */
export const ASSESSMENTS_TOPIC = 'paved-road.assessments';

type Known = Pick<StoredAssessment, 'id' | 'entityRef'>;

/** Publishes changes of assessments to the audit log, events, signals and notifications. */
export class AssessmentPublisher extends RecordPublisher<StoredAssessment> {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #signals: SignalsService;

  constructor(
    options: PublisherOptions & {
      auth: AuthService;
      catalog: CatalogService;
      signals: SignalsService;
    },
  ) {
    super('assessment', options);
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#signals = options.signals;
  }

  async changed(assessment: StoredAssessment, entity?: Entity): Promise<void> {
    await this.#announce(assessment, assessment.status);
    if (entity) {
      await this.attempt(assessment, 'notified', () =>
        this.#notify(assessment, toEntityRecord(entity).title),
      );
    }
  }

  /** As {@link changed}, for a deleted draft. */
  async deleted(assessment: StoredAssessment): Promise<void> {
    await this.#announce(assessment, 'deleted');
  }

  /** Reloads open pages after a comment, and notifies the other people in its thread. */
  async commented(
    assessment: StoredAssessment,
    entity: Entity,
    { actor, comment }: ReviewComment,
    earlier: ReviewComment[],
  ): Promise<void> {
    const { id, entityRef, author, events } = assessment;
    await this.signal(assessment);
    const people = [author, ...[...events, ...earlier].map(it => it.actor)];
    await this.attempt(assessment, 'notified', async () => {
      await this.#notifyPeople(people, actor, {
        title: `${await this.#readName(actor)} commented on the assessment of ${toEntityRecord(entity).title}`,
        description: toExcerpt(comment),
        link: assessmentLink(entityRef, id),
        topic: 'assessment-comment',
      });
    });
  }

  /**
   * Reminds the reviewers of a submitted assessment.
   *
   * @param days - since its submission
   */
  async remind(
    assessment: StoredAssessment,
    entityTitle: string,
    days: number,
  ): Promise<void> {
    if (assessment.status === 'submitted') {
      await this.#notifyReviewers(
        assessment,
        `The assessment of ${entityTitle} has waited ${formatPlural(days, 'day', 'days')} for review`,
        'review-reminder',
      );
    }
  }

  async #announce(assessment: Known, status: string): Promise<void> {
    const { id, entityRef } = assessment;
    await this.attempt(assessment, 'published', () =>
      this.events.publish({
        topic: ASSESSMENTS_TOPIC,
        eventPayload: { entityRef, assessmentId: id, status },
      }),
    );
    await this.signal(assessment);
  }

  /** Reloads open pages of the entity. */
  async signal(assessment: Known): Promise<void> {
    const { id, entityRef } = assessment;
    /*
     * Recipients of a signal are people and groups, not "everyone who may read this", so all listeners get it. A
     * channel per entity hides entities from people who do not have their reference, and the signal contains no
     * data: the page reads the API, which checks permissions.
     */
    await this.attempt(assessment, 'signalled', () =>
      this.#signals.publish<AssessmentSignal>({
        recipients: { type: 'broadcast' },
        channel: assessmentsChannelFor(entityRef),
        message: { assessmentId: id },
      }),
    );
  }

  async #notify(
    assessment: StoredAssessment,
    entityTitle: string,
  ): Promise<void> {
    const { status, events } = assessment;
    switch (status) {
      case 'submitted':
        return await this.#notifyReviewers(
          assessment,
          `The assessment of ${entityTitle} waits for review`,
          'assessment-submission',
        );
      case 'approved':
      case 'rejected':
        return await this.#notifyAuthors(
          assessment,
          assessment.submitted.by,
          assessment.review,
          `The assessment of ${entityTitle} is ${status}`,
        );
      case 'draft': {
        const changes = findRequestedChanges(assessment);
        // Nobody is notified of later changes of the draft.
        return changes && events.at(-1)?.action === 'returned'
          ? await this.#notifyAuthors(
              assessment,
              events.findLast(({ action }) => action === 'submitted')?.actor,
              changes,
              `Changes requested to the assessment of ${entityTitle}`,
            )
          : undefined;
      }
      default:
        return undefined;
    }
  }

  /** Excludes authors and submitters, but not a reviewer who requested changes. */
  async #notifyReviewers(
    {
      id,
      author,
      decision,
      events,
      standing,
      submitted,
    }: StoredAssessment & { status: 'submitted' },
    title: string,
    topic: string,
  ): Promise<void> {
    const involved = events
      .filter(({ action }) => action === 'updated' || action === 'submitted')
      .map(({ actor }) => actor);
    await this.tellReviewers([author, submitted.by, ...involved], {
      title,
      description: `${await this.#readName(submitted.by)} submitted it with the decision for ${patternDescriptions[decision.pattern]?.title ?? decision.pattern}.${standing ? ` ${standing.text}.` : ''}`,
      link: reviewsLink({ assessment: id }),
      topic,
    });
  }

  /** Notifies author and submitter of a review. */
  async #notifyAuthors(
    { id, entityRef, author }: Known & Pick<StoredAssessment, 'author'>,
    submitter: string | undefined,
    review: { by: string; comment?: string },
    title: string,
  ): Promise<void> {
    await this.#notifyPeople([author, submitter ?? author], review.by, {
      title,
      description: review.comment
        ? toExcerpt(review.comment)
        : 'Reviewed without a comment.',
      link: assessmentLink(entityRef, id),
      topic: 'assessment-review',
    });
  }

  async #notifyPeople(
    people: string[],
    actor: string,
    payload: NotificationSendOptions['payload'],
  ): Promise<void> {
    const entityRef = [...new Set(people)].filter(isPerson);
    if (entityRef.length > 0) {
      await this.notifications.send({
        recipients: { type: 'entity', entityRef, excludeEntityRef: actor },
        payload,
      });
    }
  }

  /** The title in the catalog, or the name of a service. */
  async #readName(actor: string): Promise<string> {
    if (!isPerson(actor)) {
      return actor;
    }
    const titles = await readTitles(
      this.#catalog,
      [actor],
      await this.#auth.getOwnServiceCredentials(),
    );
    return titles.get(actor) ?? parseEntityRef(actor).name;
  }
}
