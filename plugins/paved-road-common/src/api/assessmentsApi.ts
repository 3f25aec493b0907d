import { z } from 'zod';
import { CatalogFacts, catalogFactsSchema } from '../assessments/catalogFacts';
import {
  Assessment,
  AssessmentPatchInput,
  assessmentPatchSchema,
  assessmentQuerySchema,
  assessmentSchema,
  AssessmentSummary,
  assessmentSummarySchema,
  changeRequestSchema,
  DecisionRecordPreview,
  decisionRecordPreviewSchema,
  DecisionRecordRequestInput,
  decisionRecordRequestSchema,
  NewAssessmentInput,
  newAssessmentSchema,
  transitionSchema,
} from '../assessments/schemas';
import {
  SystemComposition,
  systemCompositionSchema,
} from '../assessments/systemComposition';
import {
  AssessmentReviewPreview,
  assessmentReviewPreviewSchema,
} from './inboxApi';
import { pageQuerySchema, Page, PageQuery } from '../input/pages';
import {
  assessmentEditPermission,
  assessmentReviewPermission,
} from '../permissions';
import { Operation, pageSchema, readEntity } from './Operation';

/** A page of the assessments of one entity. */
export const entityAssessmentsPageSchema = pageSchema(assessmentSchema).extend({
  /**
   * The assessment that counts: the approved one, else the submitted one, else the newest; absent
   * when there is none. It need not be on this page.
   */
  counting: assessmentSchema.optional(),
});

const entity = '/entities/:kind/:namespace/:name';

/* What moves an assessment through its life cycle. */
const edit = {
  permission: assessmentEditPermission,
  body: transitionSchema,
  ifMatch: 'optional',
  answer: assessmentSchema,
  etag: true,
  errors: [409],
} as const;
const review = { ...edit, permission: assessmentReviewPermission } as const;

export const assessmentOperations = {
  getCatalogFacts: {
    route: `GET ${entity}/catalog-facts`,
    summary: 'Get what the catalog says about an entity, for an assessment',
    permission: readEntity,
    answer: catalogFactsSchema,
  },
  getSystemComposition: {
    route: `GET ${entity}/composition`,
    summary: 'Compose a system from the assessments of its components',
    permission: readEntity,
    answer: systemCompositionSchema,
  },
  getEntityAssessments: {
    route: `GET ${entity}/assessments`,
    summary: 'List the assessments of an entity, newest first',
    permission: readEntity,
    query: pageQuerySchema,
    answer: entityAssessmentsPageSchema,
  },
  createAssessment: {
    route: `POST ${entity}/assessments`,
    summary: 'Create a draft with the advice for its profile',
    permission: assessmentEditPermission,
    body: newAssessmentSchema,
    bodyName: 'assessment',
    answer: assessmentSchema,
    etag: true,
    statuses: [200, 201],
    errors: [409],
  },
  listAssessments: {
    route: 'GET /assessments',
    summary: 'List the assessments of all entities, newest first',
    permission: readEntity,
    query: assessmentQuerySchema,
    answer: pageSchema(assessmentSummarySchema),
  },
  getAssessment: {
    route: 'GET /assessments/:id',
    summary: 'Get an assessment',
    permission: readEntity,
    answer: assessmentSchema,
    etag: true,
  },
  updateAssessment: {
    route: 'PATCH /assessments/:id',
    summary: 'Change a draft and compute its advice again',
    permission: assessmentEditPermission,
    body: assessmentPatchSchema,
    bodyName: 'assessment',
    ifMatch: 'required',
    answer: assessmentSchema,
    etag: true,
    errors: [409],
  },
  deleteAssessment: {
    route: 'DELETE /assessments/:id',
    summary: 'Delete a draft with its history',
    permission: assessmentEditPermission,
    ifMatch: 'required',
    errors: [409],
  },
  submitAssessment: {
    ...edit,
    route: 'POST /assessments/:id/submit',
    summary: 'Submit a draft for review',
  },
  withdrawAssessment: {
    ...edit,
    route: 'POST /assessments/:id/withdraw',
    summary: 'Make a submitted assessment a draft again',
  },
  approveAssessment: {
    ...review,
    route: 'POST /assessments/:id/approve',
    summary: 'Approve a submitted assessment of somebody else',
  },
  requestAssessmentChanges: {
    ...review,
    route: 'POST /assessments/:id/request-changes',
    summary: 'Return a submitted assessment to its author as a draft',
    body: changeRequestSchema,
  },
  rejectAssessment: {
    ...review,
    route: 'POST /assessments/:id/reject',
    summary: 'Reject a submitted assessment for good',
  },
  previewAssessmentReview: {
    route: 'GET /assessments/:id/review-preview',
    summary: 'Preview the level of the entity after each outcome of a review',
    permission: readEntity,
    answer: assessmentReviewPreviewSchema,
  },
  getDecisionRecord: {
    route: 'GET /assessments/:id/decision-record',
    summary: 'Get an assessment as a decision record (MADR 4.0.0)',
    permission: readEntity,
    answer: 'text/markdown',
  },
  previewDecisionRecord: {
    route: 'POST /decision-record',
    summary: 'Get the decision record of a planned assessment; stores nothing',
    body: decisionRecordRequestSchema,
    bodyName: 'decision record',
    answer: decisionRecordPreviewSchema,
  },
} as const satisfies Record<string, Operation>;

/** @public */
export type EntityAssessmentsPage = z.output<
  typeof entityAssessmentsPageSchema
>;

/** @public */
export type AssessmentListQuery = z.input<typeof assessmentQuerySchema>;

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
