import { AuthService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  DecisionRecordPreview,
  DecisionRecordRequest,
  DecisionRecordSubject,
  refsInDecisionRecord,
  renderDecisionRecord,
  Scorecard,
  isErrorWithName,
} from '@paved-road/plugin-paved-road-common';
import { DecisionModel } from '@paved-road/plugin-paved-road-common/advisor';
import { Advisor } from '../advisor/Advisor';
import {
  assertAssessable,
  normalizeEntityRef,
  removeUid,
} from '../catalog/entityRecord';
import { readTitles } from '../catalog/readTitles';
import { identifyActor, Caller } from '../http/Caller';
import { AssessmentReader } from './AssessmentReader';
import { CommentStore } from './CommentStore';

export interface ScorecardSource {
  /** @throws NotFoundError if the entity has no scorecard */
  get(entityRef: string, caller: Caller): Promise<Scorecard>;
}

/** An entity reference; services have other names. */
const ENTITY_REF = /^[^:/\s]+:[^:/\s]+\/[^:/\s]+$/;

/** Renders assessments as decision records. */
export class DecisionRecords {
  constructor(
    private readonly options: {
      assessments: Pick<AssessmentReader, 'get'>;
      comments: Pick<CommentStore, 'list'>;
      scorecards: ScorecardSource;
      advisor: Advisor;
      model: DecisionModel;
      catalog: CatalogService;
      auth: AuthService;
    },
  ) {}

  /** The decision record of an assessment, as Markdown. */
  async render(id: string, caller: Caller): Promise<string> {
    const assessment = await this.options.assessments.get(id, caller);
    const comments = await this.options.comments.list(id);
    const events = [...assessment.events, ...comments].toSorted((a, b) =>
      a.at.localeCompare(b.at),
    );
    return await this.#record({ ...assessment, events }, caller);
  }

  /**
   * The decision record and advice of a planned assessment, even for an entity that does not exist yet. Stores nothing.
   */
  async preview(
    { entityRef, ...request }: DecisionRecordRequest,
    caller: Caller,
  ): Promise<DecisionRecordPreview> {
    const ref = normalizeEntityRef(entityRef, 'entityRef', 'component');
    assertAssessable(ref);
    const advice = this.options.advisor.advise(request);
    const markdown = await this.#record(
      {
        ...request,
        entityRef: ref,
        status: 'draft',
        advice,
        author: identifyActor(
          this.options.auth,
          caller.credentials,
          'propose a decision record',
        ),
        updatedAt: new Date().toISOString(),
        events: [],
      },
      caller,
    );
    return { markdown, advice };
  }

  async #record(
    subject: DecisionRecordSubject,
    caller: Caller,
  ): Promise<string> {
    const [checks, names] = await Promise.all([
      this.#listChecks(subject.entityRef, caller),
      readTitles(
        this.options.catalog,
        refsInDecisionRecord(subject).filter(ref => ENTITY_REF.test(ref)),
        caller.credentials,
      ),
    ]);
    // The name at the time of the assessment.
    const entityRef = removeUid(subject.entityRef);
    return renderDecisionRecord(
      { ...subject, entityRef },
      {
        model: this.options.model,
        checks,
        nameOf: ref => names.get(ref),
      },
    );
  }

  /** Empty without a scorecard. */
  async #listChecks(entityRef: string, caller: Caller): Promise<string[]> {
    try {
      const { results } = await this.options.scorecards.get(entityRef, caller);
      return results
        .filter(({ state }) => state !== 'not-applicable')
        .map(({ title, level }) => `${title} (${level})`);
    } catch (error) {
      if (isErrorWithName(error, 'NotFoundError')) {
        return [];
      }
      throw error;
    }
  }
}
