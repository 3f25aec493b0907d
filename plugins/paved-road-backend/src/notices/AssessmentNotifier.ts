import { parseEntityRef } from '@backstage/catalog-model';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  AssessmentSummary,
  ReviewedState,
  StaleReason,
} from '@paved-road/plugin-paved-road-common';
import { AssessmentContent } from '../assessments/AssessmentStore';

const reasonTexts: Record<StaleReason, string> = {
  age: 'its review is due',
  catalog: 'what it rests on in the catalog has moved',
  'model-version': 'the decision model has changed',
};

/* After a change of the model an owner may have hundreds; the link leads to all of them. */
const MOST_NAMED = 10;

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

  /** Tells an owner which of their approved assessments are stale, and why. */
  async stale(owner: string, assessments: AssessmentSummary[]): Promise<void> {
    const [first] = assessments;
    const isOne = assessments.length === 1;
    await this.#notifications.send({
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: isOne
          ? `The assessment of ${first.entityTitle} should be looked at again`
          : `${assessments.length} assessments should be looked at again`,
        description: sentencesFor(assessments).join('\n'),
        link: isOne
          ? architectureLink(first.entityRef)
          : '/paved-road/decisions',
        topic: 'stale-assessment',
      },
    });
  }
}

function sentencesFor(assessments: AssessmentSummary[]): string[] {
  const more = assessments.length - MOST_NAMED;
  return [
    ...assessments.slice(0, MOST_NAMED).map(sentenceFor),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

function sentenceFor({ entityTitle, stale }: AssessmentSummary): string {
  return `${entityTitle}: ${stale.map(reason => reasonTexts[reason]).join(', ')}.`;
}

/** A service that made an assessment reads no notifications. */
function isPerson(actor: string): boolean {
  return actor.startsWith('user:');
}

/** Where the tab is when the catalog is mounted where it usually is. */
function architectureLink(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${[namespace, kind, name].map(encodeURIComponent).join('/')}/architecture`;
}
