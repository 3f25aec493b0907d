import { CatalogFacts } from '../assessments/catalogFacts';
import {
  Assessment,
  AssessmentPatchInput,
  AssessmentSummary,
  DecisionRecordPreview,
  DecisionRecordRequestInput,
  NewAssessmentInput,
} from '../assessments/schemas';
import { AssessmentReviewPreview } from '../inbox/schemas';
import { SystemComposition } from '../assessments/systemComposition';
import { entityPath, HttpClient, itemPath, withQuery } from './HttpClient';
import { Page, PageQuery } from './pages';

/** A page of the assessments of one entity. @public */
export interface EntityAssessmentsPage extends Page<Assessment> {
  /**
   * The assessment that counts: the approved one, else the submitted one, else the newest; absent
   * when there is none. It need not be on this page.
   */
  counting?: Assessment;
}

/** Query of `GET /assessments`. @public */
export interface AssessmentListQuery extends PageQuery {
  status?: Assessment['status'];
  pattern?: string;
  owner?: string;
  stale?: boolean;
  /** Whether another pattern is decided than the model recommends. */
  overridden?: boolean;
  /** Entity reference of the user who created it. */
  author?: string;
}

/** Assessments and their life cycle. @public */
export interface AssessmentsApi {
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
  /** Returns it to its author as a draft, with what is to be changed. */
  requestAssessmentChanges(
    id: string,
    etag: string,
    comment: string,
  ): Promise<Assessment>;
  /** Ends it for good. */
  rejectAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment>;
  /** The level of its entity now, and after each outcome of a review. */
  previewAssessmentReview(id: string): Promise<AssessmentReviewPreview>;
  withdrawAssessment(id: string, etag: string): Promise<Assessment>;
  /** The decision record as Markdown (MADR 4.0.0). */
  getDecisionRecord(id: string): Promise<string>;
  /** The decision record of an assessment that is going to be made, with its advice; stores nothing. */
  previewDecisionRecord(
    request: DecisionRecordRequestInput,
  ): Promise<DecisionRecordPreview>;
}

export function createAssessmentsApi(http: HttpClient): AssessmentsApi {
  const pathOf = (id: string) => itemPath('assessments', id);
  const act =
    (action: string) => (id: string, etag: string, comment?: string) =>
      http.json<Assessment>('POST', `${pathOf(id)}/${action}`, {
        body: comment === undefined ? {} : { comment },
        etag,
      });
  return {
    getCatalogFacts: entityRef =>
      http.json('GET', `${entityPath(entityRef)}/catalog-facts`),
    getSystemComposition: entityRef =>
      http.json('GET', `${entityPath(entityRef)}/composition`),
    getEntityAssessments: (entityRef, page) =>
      http.json('GET', withQuery(`${entityPath(entityRef)}/assessments`, page)),
    createAssessment: (entityRef, assessment) =>
      http.json('POST', `${entityPath(entityRef)}/assessments`, {
        body: assessment,
      }),
    listAssessments: query =>
      http.json('GET', withQuery('/assessments', query)),
    getAssessment: id => http.json('GET', pathOf(id)),
    updateAssessment: (id, etag, patch) =>
      http.json('PATCH', pathOf(id), { body: patch, etag }),
    deleteAssessment: async (id, etag) => {
      await http.request('DELETE', pathOf(id), { etag });
    },
    submitAssessment: act('submit'),
    approveAssessment: act('approve'),
    requestAssessmentChanges: act('request-changes'),
    rejectAssessment: act('reject'),
    previewAssessmentReview: id =>
      http.json('GET', `${pathOf(id)}/review-preview`),
    withdrawAssessment: act('withdraw'),
    getDecisionRecord: id => http.text('GET', `${pathOf(id)}/decision-record`),
    previewDecisionRecord: request =>
      http.json('POST', '/decision-record', { body: request }),
  };
}
