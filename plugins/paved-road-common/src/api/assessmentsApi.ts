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
  newCommentSchema,
  ReviewComment,
  reviewCommentSchema,
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

export const entityAssessmentsPageSchema = pageSchema(assessmentSchema).extend({
  /** The current assessment: the approved one, else the submitted one, else the newest. May be on another page. */
  counting: assessmentSchema.optional(),
  /**
   * The number of assessments of this page that cannot be read, such as for a pattern that the model no longer has;
   * absent if there are none.
   */
  unreadable: z.int().optional(),
});

const entity = '/entities/:kind/:namespace/:name';

/* Transitions of the life cycle. */
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
    summary: 'Get the catalog data of an entity for an assessment',
    permission: readEntity,
    answer: catalogFactsSchema,
  },
  getSystemComposition: {
    route: `GET ${entity}/composition`,
    summary:
      'Get the architecture of a system from the assessments of its components',
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
    summary: 'Approve a submitted assessment of another person',
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
    summary: 'Reject a submitted assessment',
  },
  previewAssessmentReview: {
    route: 'GET /assessments/:id/review-preview',
    summary: 'Preview the level of the entity after each outcome of a review',
    permission: readEntity,
    answer: assessmentReviewPreviewSchema,
  },
  getReviewComments: {
    route: 'GET /assessments/:id/comments',
    summary: 'List the comments on an assessment, oldest first',
    permission: readEntity,
    answer: z.object({ items: z.array(reviewCommentSchema) }),
  },
  addReviewComment: {
    route: 'POST /assessments/:id/comments',
    summary: 'Comment on an assessment',
    permission: assessmentEditPermission,
    alternativePermission: assessmentReviewPermission,
    body: newCommentSchema,
    bodyName: 'comment',
    answer: reviewCommentSchema,
    errors: [409],
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
  /** The catalog data of an entity for an assessment. */
  getCatalogFacts(entityRef: string): Promise<CatalogFacts>;
  /** The architecture of a system, from the assessments of its components. */
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
  /** @param etag - of the version to change; fails with 412 if it has changed */
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
  /** Returns it to its author as a draft, with the requested changes. */
  requestAssessmentChanges(
    id: string,
    etag: string,
    comment: string,
  ): Promise<Assessment>;
  /** Final. */
  rejectAssessment(
    id: string,
    etag: string,
    comment?: string,
  ): Promise<Assessment>;
  /** The current level of its entity, and the level after each outcome of a review. */
  previewAssessmentReview(id: string): Promise<AssessmentReviewPreview>;
  /** All comments, oldest first, including the comments of submissions and reviews. */
  getReviewComments(id: string): Promise<{ items: ReviewComment[] }>;
  addReviewComment(id: string, comment: string): Promise<ReviewComment>;
  withdrawAssessment(id: string, etag: string): Promise<Assessment>;
  /** The decision record as Markdown (MADR 4.0.0). */
  getDecisionRecord(id: string): Promise<string>;
  /** The decision record and advice of an assessment before it is created; stores nothing. */
  previewDecisionRecord(
    request: DecisionRecordRequestInput,
  ): Promise<DecisionRecordPreview>;
}
