import { parseEntityRef } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  DocumentCollatorFactory,
  IndexableDocument,
} from '@backstage/plugin-search-common';
import {
  AssessmentListQuery,
  AssessmentsApi,
  AssessmentSummary,
  StandingId,
} from '@paved-road/plugin-paved-road-common';
import { choiceTitle } from '@paved-road/plugin-paved-road-common/advisor';
import { Readable } from 'node:stream';
import { fillIn } from './fillIn';

/** The current assessment of an entity. @public */
export interface DecisionDocument extends IndexableDocument {
  entityRef: string;
  /** Entity reference of the owner. Empty if there is none. */
  owner: string;
  status: AssessmentSummary['status'];
  /** The decided pattern, otherwise the recommended one. */
  pattern: AssessmentSummary['pattern'];
  /** Placement of the language model. Absent if none is used. */
  placement?: AssessmentSummary['placement'];
  /** Rationale of the decision. Empty if there is none. */
  rationale: string;
  stale: boolean;
  /** What the evidence says about the decision. */
  standing?: StandingId;
}

/** The largest page of the API. */
const PAGE_SIZE = 100;

const statusTexts: Record<AssessmentSummary['status'], string> = {
  draft: 'Draft of an assessment',
  submitted: 'Waiting for approval',
  approved: 'Approved',
  rejected: 'Rejected',
  superseded: 'Superseded',
};

/**
 * Creates a document for each entity from its approved assessment, otherwise the submitted, otherwise the newest one.
 * Only people who can read the entity find it.
 */
export class DecisionCollatorFactory implements DocumentCollatorFactory {
  readonly type = 'paved-road-decisions';
  readonly visibilityPermission = catalogEntityReadPermission;

  constructor(
    private readonly options: {
      api: AssessmentsApi;
      /** Path with `:kind`, `:namespace` and `:name`. */
      location: string;
    },
  ) {}

  async getCollator(): Promise<Readable> {
    return Readable.from(this.#documents());
  }

  async *#documents(): AsyncGenerator<DecisionDocument> {
    const done = new Set<string>();
    for (const query of [
      { status: 'approved' },
      { status: 'submitted' },
      {},
    ] as const) {
      for await (const assessment of this.#assessments(query)) {
        const { entityRef, orphaned, status } = assessment;
        if (!orphaned && status !== 'superseded' && !done.has(entityRef)) {
          done.add(entityRef);
          yield this.#toDocument(assessment);
        }
      }
    }
  }

  /** Page by page, newest first. */
  async *#assessments(
    query: AssessmentListQuery,
  ): AsyncGenerator<AssessmentSummary> {
    let cursor: string | undefined;
    do {
      const page = await this.options.api.listAssessments({
        ...query,
        limit: PAGE_SIZE,
        cursor,
      });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  #toDocument(assessment: AssessmentSummary): DecisionDocument {
    const { entityRef, status, pattern, placement } = assessment;
    const title = choiceTitle(pattern, placement);
    return {
      title: `${assessment.entityTitle}: ${title}`,
      text: [
        `${statusTexts[status]}: ${title}.`,
        assessment.standing && `${assessment.standing.text}.`,
        assessment.rationale,
      ]
        .filter(Boolean)
        .join(' '),
      location: fillIn(this.options.location, { ...parseEntityRef(entityRef) }),
      entityRef,
      owner: assessment.owner ?? '',
      status,
      pattern,
      ...(placement && { placement }),
      rationale: assessment.rationale ?? '',
      stale: assessment.stale.length > 0,
      ...(assessment.standing && { standing: assessment.standing.id }),
      authorization: { resourceRef: entityRef },
    };
  }
}
