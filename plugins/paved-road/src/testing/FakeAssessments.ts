import {
  Adoption,
  Advice,
  AdviceRequestInput,
  AnswerGains,
  approveAssessment,
  assertEditable,
  Assessment,
  AssessmentEvent,
  AssessmentPatchInput,
  AssessmentReviewPreview,
  EntityAdoptionInput,
  EntityAssessmentsPage,
  CatalogFacts,
  LifeCycleState,
  Measured,
  Measurement,
  ModelDescription,
  NewAssessmentInput,
  listReviewComments,
  OrphanedRecords,
  Orphans,
  PageQuery,
  parseInput,
  PavedRoadApi,
  rejectAssessment,
  renderDecisionRecord,
  requestChanges,
  ReviewComment,
  submitAssessment,
  supersedeAssessment,
  SystemComposition,
  withdrawAssessment,
} from '@paved-road/plugin-paved-road-common';
import {
  advise,
  computeStanding,
  defaultModel,
  describeModel,
  estimateAnswerGains,
  recheckWithMeasured,
  type ObservedArchitecture,
} from '@paved-road/plugin-paved-road-common/advisor';
import {
  adviceRequestSchema,
  assessmentPatchSchema,
  newAssessmentSchema,
} from '@paved-road/plugin-paved-road-common/schemas';
import { FakeEntityScorecard } from './FakeEntityScorecard';
import { responseError } from './responseError';

/**
 * In-memory API for the Architecture tab. Advice, status changes, decision record and comparison with measurements
 * use the real code.
 */
export class FakeAssessments
  extends FakeEntityScorecard
  implements
    Pick<
      PavedRoadApi,
      | 'getModel'
      | 'getAdvice'
      | 'getAnswerGains'
      | 'getCatalogFacts'
      | 'getSystemComposition'
      | 'getEntityAssessments'
      | 'getAssessment'
      | 'createAssessment'
      | 'updateAssessment'
      | 'deleteAssessment'
      | 'submitAssessment'
      | 'approveAssessment'
      | 'requestAssessmentChanges'
      | 'rejectAssessment'
      | 'previewAssessmentReview'
      | 'getReviewComments'
      | 'addReviewComment'
      | 'withdrawAssessment'
      | 'getDecisionRecord'
      | 'getOrphans'
      | 'adoptOrphans'
      | 'getMeasured'
    >
{
  /** Entity reference of the current user. */
  actor = 'user:default/owner';
  /** The decision model of the portal. */
  model = defaultModel;
  /** Catalog facts of every entity. */
  catalogFacts: Omit<CatalogFacts, 'entityRef'> = {
    snapshot: { dependencies: [], models: [] },
    observed: {},
    answers: [],
  };
  /** Composition of every system. */
  composition: Omit<SystemComposition, 'entityRef'> = {
    components: [],
    assessed: 0,
    patternMix: [],
    text: 'No component is assessed.',
    edges: [],
    risks: [],
  };
  /** Measurements of every service. */
  measurements: Measurement[] = [];
  /** Declared and observed architecture of every service. */
  architecture: ObservedArchitecture | undefined;
  /** Rejects requests for measurements while it is set. */
  measuredFailure: Error | undefined;
  /** Records of earlier entities with the same name. Adoption removes them from this list. */
  orphans: OrphanedRecords[] = [];
  /** Oldest first. */
  #assessments: Assessment[] = [];
  #comments = new Map<string, ReviewComment[]>();
  #now = Date.UTC(2026, 10, 3, 9);

  async getModel(): Promise<ModelDescription> {
    return describeModel(this.model);
  }

  async getAdvice(input: AdviceRequestInput): Promise<Advice> {
    return advise(parseInput(adviceRequestSchema, input, 'body'), this.model);
  }

  async getAnswerGains(input: AdviceRequestInput): Promise<AnswerGains> {
    return estimateAnswerGains(
      parseInput(adviceRequestSchema, input, 'body'),
      this.model,
    );
  }

  async getCatalogFacts(entityRef: string): Promise<CatalogFacts> {
    return { entityRef, ...this.catalogFacts };
  }

  async getSystemComposition(entityRef: string): Promise<SystemComposition> {
    return { entityRef, ...this.composition };
  }

  async getOrphans(): Promise<Orphans> {
    return { items: this.orphans };
  }

  async adoptOrphans(
    _entityRef: string,
    { uids }: EntityAdoptionInput,
  ): Promise<Adoption> {
    const isAdopted = ({ uid }: OrphanedRecords) => uids.includes(uid);
    const adopted = this.orphans.filter(isAdopted);
    this.orphans = this.orphans.filter(records => !isAdopted(records));
    const sum = (key: 'assessments' | 'waivers') =>
      adopted.reduce((total, records) => total + records[key], 0);
    return {
      entities: adopted.length > 0 ? 1 : 0,
      assessments: sum('assessments'),
      waivers: sum('waivers'),
      more: false,
    };
  }

  async getEntityAssessments(
    entityRef: string,
    { limit = 20, cursor }: PageQuery = {},
  ): Promise<EntityAssessmentsPage> {
    const found = this.#assessments
      .filter(assessment => assessment.entityRef === entityRef)
      .map(assessment => this.#withStanding(assessment))
      .toReversed();
    const withStatus = (wanted: Assessment['status']) =>
      found.find(({ status }) => status === wanted);
    const start = Number(cursor ?? 0);
    const end = start + limit;
    return {
      items: found.slice(start, end),
      nextCursor: end < found.length ? String(end) : undefined,
      totalItems: found.length,
      counting: withStatus('approved') ?? withStatus('submitted') ?? found[0],
    };
  }

  async getAssessment(id: string): Promise<Assessment> {
    const found = this.#assessments.find(assessment => assessment.id === id);
    if (!found) {
      throw await responseError(
        404,
        'NotFoundError',
        `There is no assessment with the id ${id}`,
      );
    }
    return this.#withStanding(found);
  }

  async createAssessment(
    entityRef: string,
    input: NewAssessmentInput,
  ): Promise<Assessment> {
    const request = parseInput(newAssessmentSchema, input, 'assessment');
    const at = this.#tick();
    const created: Assessment = {
      ...request,
      id: `assessment-${this.#assessments.length + 1}`,
      entityRef,
      orphaned: false,
      stale: [],
      status: 'draft',
      advice: advise(request, this.model),
      author: this.actor,
      createdAt: at,
      updatedAt: at,
      etag: '"1"',
      events: [{ at, actor: this.actor, action: 'created' }],
    };
    this.#assessments.push(created);
    return this.#withStanding(created);
  }

  async updateAssessment(
    id: string,
    etag: string,
    input: AssessmentPatchInput,
  ): Promise<Assessment> {
    return await this.#change(id, etag, 'updated', assessment => {
      assertEditable(assessment);
      const patch = parseInput(assessmentPatchSchema, input, 'assessment');
      const changed = {
        ...assessment,
        profile: patch.profile ?? assessment.profile,
        platform: patch.platform ?? undefined,
        decision: patch.decision ?? undefined,
      };
      return { ...changed, advice: advise(changed, this.model) };
    });
  }

  async deleteAssessment(id: string, etag: string): Promise<void> {
    await this.#change(id, etag, 'updated', assessment => {
      assertEditable(assessment);
      return assessment;
    });
    this.#assessments = this.#assessments.filter(kept => kept.id !== id);
  }

  async submitAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment> {
    return await this.#change(
      id,
      etag,
      'submitted',
      assessment =>
        withState(
          assessment,
          submitAssessment(assessment, { by: this.actor, at: this.#tick() }),
        ),
      comment,
    );
  }

  async withdrawAssessment(id: string, etag: string): Promise<Assessment> {
    return await this.#change(id, etag, 'withdrawn', assessment =>
      withState(assessment, withdrawAssessment(assessment)),
    );
  }

  async approveAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment> {
    const approved = await this.#change(
      id,
      etag,
      'approved',
      assessment =>
        withState(
          assessment,
          approveAssessment(assessment, {
            by: this.actor,
            at: this.#tick(),
            comment,
          }),
        ),
      comment,
    );
    this.#assessments = this.#assessments.map(assessment =>
      assessment.status === 'approved' && assessment.id !== id
        ? withState(assessment, supersedeAssessment(assessment))
        : assessment,
    );
    return approved;
  }

  /** Levels after each outcome of a review. */
  levels: AssessmentReviewPreview['levels'];

  async previewAssessmentReview(): Promise<AssessmentReviewPreview> {
    return { levels: this.levels };
  }

  async getReviewComments(id: string): Promise<{ items: ReviewComment[] }> {
    const { events } = await this.getAssessment(id);
    const comments = this.#comments.get(id) ?? [];
    return { items: listReviewComments(events, comments) };
  }

  async addReviewComment(id: string, comment: string): Promise<ReviewComment> {
    const added: ReviewComment = {
      at: this.#tick(),
      actor: this.actor,
      action: 'commented',
      comment,
    };
    this.#comments.set(id, [...(this.#comments.get(id) ?? []), added]);
    return added;
  }

  async requestAssessmentChanges(
    id: string,
    etag: string,
    comment: string,
  ): Promise<Assessment> {
    return await this.#change(
      id,
      etag,
      'returned',
      assessment =>
        withState(
          assessment,
          requestChanges(assessment, {
            by: this.actor,
            at: this.#tick(),
            comment,
          }),
        ),
      comment,
    );
  }

  async rejectAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment> {
    return await this.#change(
      id,
      etag,
      'rejected',
      assessment =>
        withState(
          assessment,
          rejectAssessment(assessment, {
            by: this.actor,
            at: this.#tick(),
            comment,
          }),
        ),
      comment,
    );
  }

  async getMeasured(id: string): Promise<Measured> {
    if (this.measuredFailure) {
      throw this.measuredFailure;
    }
    return this.#recheck(await this.getAssessment(id));
  }

  #recheck(assessment: Assessment): Measured {
    return recheckWithMeasured({
      assessment,
      measurements: this.measurements,
      architecture: this.architecture,
      model: this.model,
      now: new Date(),
    });
  }

  /** As the measured pass stores it, unless a test presents another one. */
  #withStanding(assessment: Assessment): Assessment {
    const isMeasured =
      assessment.status === 'approved' && this.measurements.length > 0;
    return {
      ...assessment,
      standing:
        assessment.standing ??
        computeStanding(
          assessment,
          isMeasured
            ? {
                measured: this.#recheck(assessment),
                staleAfterDays: 7,
                now: new Date(),
              }
            : undefined,
        ),
    };
  }

  async getDecisionRecord(id: string): Promise<string> {
    return renderDecisionRecord(await this.getAssessment(id));
  }

  /** Overrides fields of an assessment, such as `stale`. */
  present(id: string, changes: Partial<Assessment>) {
    this.#assessments = this.#assessments.map(assessment =>
      assessment.id === id
        ? ({ ...assessment, ...changes } as Assessment)
        : assessment,
    );
  }

  async #change(
    id: string,
    etag: string,
    action: AssessmentEvent['action'],
    change: (assessment: Assessment) => Assessment,
    comment?: string,
  ): Promise<Assessment> {
    const { standing: _, ...assessment } = await this.getAssessment(id);
    if (assessment.etag !== etag) {
      throw await responseError(
        412,
        'PreconditionFailedError',
        'The assessment has changed since it was loaded',
      );
    }
    const at = this.#tick();
    const changed: Assessment = {
      ...change(assessment),
      updatedAt: at,
      etag: `"${Number(etag.replaceAll('"', '')) + 1}"`,
      events: [
        ...assessment.events,
        { at, actor: this.actor, action, ...(comment && { comment }) },
      ],
    };
    this.#assessments = this.#assessments.map(existing =>
      existing.id === id ? changed : existing,
    );
    return this.#withStanding(changed);
  }

  #tick(): string {
    this.#now += 60_000;
    return new Date(this.#now).toISOString();
  }
}

function withState(assessment: Assessment, state: LifeCycleState): Assessment {
  return { ...assessment, ...state } as Assessment;
}
