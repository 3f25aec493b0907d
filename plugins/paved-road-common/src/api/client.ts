import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { Advice } from '../advisor/advice';
import { ModelDescription } from '../advisor/describeModel';
import { AdviceRequestInput } from '../advisor/request';
import { CatalogFacts } from '../assessments/catalogFacts';
import {
  Assessment,
  AssessmentPatchInput,
  AssessmentSummary,
  NewAssessmentInput,
} from '../assessments/schemas';
import { SystemComposition } from '../assessments/systemComposition';
import { ActiveRules } from '../scorecards/activeRules';
import { EvaluationRun } from '../scorecards/evaluationRuns';
import { GateRequestInput, GateResult } from '../scorecards/gate';
import {
  Scorecard,
  ScorecardQueryInput,
  ScorecardsSummary,
  ScorecardSummary,
  ScorecardTransition,
  SummaryQueryInput,
} from '../scorecards/schemas';

/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  /** Pass it as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
  totalItems: number;
}

/** A page of the assessments of one entity. @public */
export interface EntityAssessmentsPage extends Page<Assessment> {
  /**
   * The assessment that counts: the approved one, else the submitted one, else the newest; absent
   * when there is none. It need not be on this page.
   */
  counting?: Assessment;
}

/** Where a page starts and how long it is. @public */
export interface PageQuery {
  limit?: number;
  cursor?: string;
}

/** Query of `GET /assessments`. @public */
export interface AssessmentListQuery extends PageQuery {
  status?: Assessment['status'];
  pattern?: string;
  owner?: string;
  stale?: boolean;
}

/**
 * The Paved Road API, as the front end and other plugins use it. All calls reject with a
 * ResponseError that carries the service's message.
 *
 * @public
 */
export interface PavedRoadApi {
  /** The decision model, with what the organisation changed. */
  getModel(): Promise<ModelDescription>;
  getAdvice(request: AdviceRequestInput): Promise<Advice>;
  /** What the catalog tells of an entity that an assessment can use. */
  getCatalogFacts(entityRef: string): Promise<CatalogFacts>;
  /** A system, composed of the assessments of its components. */
  getSystemComposition(entityRef: string): Promise<SystemComposition>;
  /** Newest first. */
  getEntityAssessments(
    entityRef: string,
    page?: PageQuery,
  ): Promise<EntityAssessmentsPage>;
  createAssessment(
    entityRef: string,
    assessment: NewAssessmentInput,
  ): Promise<Assessment>;
  listAssessments(
    query?: AssessmentListQuery,
  ): Promise<Page<AssessmentSummary>>;
  getAssessment(id: string): Promise<Assessment>;
  /** @param etag - of the assessment that the patch is based on; 412 when it has changed since */
  updateAssessment(
    id: string,
    etag: string,
    patch: AssessmentPatchInput,
  ): Promise<Assessment>;
  deleteAssessment(id: string, etag: string): Promise<void>;
  submitAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment>;
  approveAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment>;
  rejectAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment>;
  withdrawAssessment(id: string, etag: string): Promise<Assessment>;
  /** The decision record as Markdown (MADR 4.0.0). */
  getDecisionRecord(id: string): Promise<string>;
  /** The stored scorecard; 404 when no rule pack selects the entity, or when it has not been evaluated yet. */
  getScorecard(entityRef: string): Promise<Scorecard>;
  evaluateScorecard(entityRef: string): Promise<Scorecard>;
  listScorecards(query?: ScorecardQueryInput): Promise<Page<ScorecardSummary>>;
  getScorecardsSummary(query: SummaryQueryInput): Promise<ScorecardsSummary>;
  /** How the level and the checks of an entity changed, newest first. */
  getTransitions(
    entityRef: string,
    page?: PageQuery,
  ): Promise<Omit<Page<ScorecardTransition>, 'totalItems'>>;
  /** The verdict on an entity as a checkout describes it; stores nothing. */
  checkGate(request: GateRequestInput): Promise<GateResult>;
  /** The active rule packs, how they stand with their sources, and the facts that they can use. */
  getRules(): Promise<ActiveRules>;
  /** Runs over the fleet, newest first. */
  listEvaluations(
    page?: PageQuery,
  ): Promise<Omit<Page<EvaluationRun>, 'totalItems'>>;
  getEvaluation(id: string): Promise<EvaluationRun>;
  /** Looks at the whole fleet again; 409 while such a run is under way. */
  startEvaluation(): Promise<EvaluationRun>;
  cancelEvaluation(id: string): Promise<EvaluationRun>;
}

/**
 * PavedRoadApi over HTTP, for the browser and for other backend plugins.
 *
 * @public
 */
export class PavedRoadClient implements PavedRoadApi {
  readonly #discovery: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetch: typeof fetch;

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    /** Adds the caller's credentials. */
    fetchApi: { fetch: typeof fetch };
  }) {
    this.#discovery = options.discoveryApi;
    this.#fetch = options.fetchApi.fetch;
  }

  getModel() {
    return this.#json<ModelDescription>('GET', '/model');
  }

  getCatalogFacts(entityRef: string) {
    return this.#json<CatalogFacts>(
      'GET',
      `${entityPath(entityRef)}/catalog-facts`,
    );
  }

  getSystemComposition(entityRef: string) {
    return this.#json<SystemComposition>(
      'GET',
      `${entityPath(entityRef)}/composition`,
    );
  }

  getAdvice(request: AdviceRequestInput) {
    return this.#json<Advice>('POST', '/advice', { body: request });
  }

  getEntityAssessments(entityRef: string, page: PageQuery = {}) {
    return this.#json<EntityAssessmentsPage>(
      'GET',
      `${entityPath(entityRef)}/assessments${queryString({ ...page })}`,
    );
  }

  createAssessment(entityRef: string, assessment: NewAssessmentInput) {
    return this.#json<Assessment>(
      'POST',
      `${entityPath(entityRef)}/assessments`,
      { body: assessment },
    );
  }

  listAssessments(query: AssessmentListQuery = {}) {
    return this.#json<Page<AssessmentSummary>>(
      'GET',
      `/assessments${queryString({ ...query })}`,
    );
  }

  getAssessment(id: string) {
    return this.#json<Assessment>('GET', assessmentPath(id));
  }

  updateAssessment(id: string, etag: string, patch: AssessmentPatchInput) {
    return this.#json<Assessment>('PATCH', assessmentPath(id), {
      body: patch,
      etag,
    });
  }

  async deleteAssessment(id: string, etag: string) {
    await this.#request('DELETE', assessmentPath(id), { etag });
  }

  submitAssessment(id: string, etag: string, comment?: string) {
    return this.#transition(id, 'submit', etag, comment);
  }

  approveAssessment(id: string, etag: string, comment?: string) {
    return this.#transition(id, 'approve', etag, comment);
  }

  rejectAssessment(id: string, etag: string, comment?: string) {
    return this.#transition(id, 'reject', etag, comment);
  }

  withdrawAssessment(id: string, etag: string) {
    return this.#transition(id, 'withdraw', etag);
  }

  async getDecisionRecord(id: string) {
    const response = await this.#request(
      'GET',
      `${assessmentPath(id)}/decision-record`,
    );
    return await response.text();
  }

  getScorecard(entityRef: string) {
    return this.#json<Scorecard>('GET', `${entityPath(entityRef)}/scorecard`);
  }

  evaluateScorecard(entityRef: string) {
    return this.#json<Scorecard>('POST', `${entityPath(entityRef)}/scorecard`);
  }

  listScorecards(query: ScorecardQueryInput = {}) {
    return this.#json<Page<ScorecardSummary>>(
      'GET',
      `/scorecards${queryString({ ...query })}`,
    );
  }

  getScorecardsSummary(query: SummaryQueryInput) {
    return this.#json<ScorecardsSummary>(
      'GET',
      `/scorecards/summary${queryString({ ...query })}`,
    );
  }

  getTransitions(entityRef: string, page: PageQuery = {}) {
    return this.#json<Omit<Page<ScorecardTransition>, 'totalItems'>>(
      'GET',
      `${entityPath(entityRef)}/scorecard/transitions${queryString({ ...page })}`,
    );
  }

  checkGate(request: GateRequestInput) {
    return this.#json<GateResult>('POST', '/gate', { body: request });
  }

  getRules() {
    return this.#json<ActiveRules>('GET', '/rule-packs');
  }

  listEvaluations(page: PageQuery = {}) {
    return this.#json<Omit<Page<EvaluationRun>, 'totalItems'>>(
      'GET',
      `/evaluations${queryString({ ...page })}`,
    );
  }

  getEvaluation(id: string) {
    return this.#json<EvaluationRun>('GET', evaluationPath(id));
  }

  startEvaluation() {
    return this.#json<EvaluationRun>('POST', '/evaluations');
  }

  cancelEvaluation(id: string) {
    return this.#json<EvaluationRun>('POST', `${evaluationPath(id)}/cancel`);
  }

  #transition(id: string, verb: string, etag: string, comment?: string) {
    return this.#json<Assessment>('POST', `${assessmentPath(id)}/${verb}`, {
      body: comment === undefined ? {} : { comment },
      etag,
    });
  }

  async #json<T>(
    method: string,
    path: string,
    options?: { body?: unknown; etag?: string },
  ): Promise<T> {
    const response = await this.#request(method, path, options);
    return (await response.json()) as T;
  }

  async #request(
    method: string,
    path: string,
    options: { body?: unknown; etag?: string } = {},
  ): Promise<Response> {
    const baseUrl = await this.#discovery.getBaseUrl('paved-road');
    const headers: Record<string, string> = {};
    if (options.body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }
    if (options.etag !== undefined) {
      headers['If-Match'] = options.etag;
    }
    const response = await this.#fetch(`${baseUrl}${path}`, {
      method,
      headers,
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response;
  }
}

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/entities/${[kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/')}`;
}

function evaluationPath(id: string): string {
  return `/evaluations/${encodeURIComponent(id)}`;
}

function assessmentPath(id: string): string {
  return `/assessments/${encodeURIComponent(id)}`;
}

function queryString(query: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      params.set(key, String(value));
    }
  }
  const text = params.toString();
  return text && `?${text}`;
}
