import { AuthService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  AssessmentSignal,
  assessmentsChannelFor,
  findRequestedChanges,
} from '@paved-road/plugin-paved-road-common';
import { patternDescriptions } from '@paved-road/plugin-paved-road-common/advisor';
import { z } from 'zod';
import { isPerson, toEntityRecord } from '../catalog/entityRecord';
import { readTitles } from '../catalog/readTitles';
import { assessmentLink, reviewsLink } from '../http/links';
import { PublisherOptions, RecordPublisher } from '../records/RecordPublisher';
import { StoredAssessment } from './AssessmentStore';

/** The topic on which every change of an assessment is published. */
export const ASSESSMENTS_TOPIC = 'paved-road.assessments';

/** What is published; a subscriber that wants to know more asks the API. */
export const assessmentChangedSchema = z.object({
  entityRef: z.string(),
  assessmentId: z.string(),
  status: z.string(),
});

type Known = Pick<StoredAssessment, 'id' | 'entityRef'>;

/** Tells the audit log and the rest of the portal what happened to assessments. */
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

  /** As {@link changed}, of a draft that was removed. */
  async deleted(assessment: StoredAssessment): Promise<void> {
    await this.#announce(assessment, 'deleted');
  }

  async #announce(assessment: Known, status: string): Promise<void> {
    const { id, entityRef } = assessment;
    await this.attempt(assessment, 'published', () =>
      this.events.publish({
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
        return await this.#askReviewers(assessment, entityTitle);
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

  /** Not those who wrote or submitted it. Who requested changes may review it again, and waits for it. */
  async #askReviewers(
    {
      id,
      author,
      decision,
      events,
      submitted,
    }: StoredAssessment & { status: 'submitted' },
    entityTitle: string,
  ): Promise<void> {
    const involved = events
      .filter(({ action }) => action === 'updated' || action === 'submitted')
      .map(({ actor }) => actor);
    await this.tellReviewers([author, submitted.by, ...involved], {
      title: `The assessment of ${entityTitle} waits for review`,
      description: `${await this.#readName(submitted.by)} submitted it with the decision for ${patternDescriptions[decision.pattern].title}.`,
      link: reviewsLink({ assessment: id }),
      topic: 'assessment-submission',
    });
  }

  /** Tells those who wait for it what a reviewer decided or asks for, and what was said. */
  async #notifyAuthors(
    { id, entityRef, author }: Known & Pick<StoredAssessment, 'author'>,
    submitter: string | undefined,
    review: { by: string; comment?: string },
    title: string,
  ): Promise<void> {
    const people = [...new Set([author, submitter ?? author])].filter(isPerson);
    if (people.length === 0) {
      return;
    }
    await this.notifications.send({
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

  /** As the catalog has it; a service that did something is not in there. */
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
