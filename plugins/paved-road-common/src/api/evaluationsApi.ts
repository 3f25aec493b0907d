import {
  EvaluationRun,
  evaluationRunSchema,
} from '../scorecards/evaluationRuns';
import { pageQuerySchema } from '../input/pageQuery';
import { evaluationRunPermission } from '../permissions';
import { Operation, uncountedPageOf } from './Operation';
import { PageQuery, UncountedPage } from './pages';

export const evaluationOperations = {
  listEvaluations: {
    route: 'GET /evaluations',
    summary: 'List runs over the fleet, newest first',
    query: pageQuerySchema,
    answer: uncountedPageOf(evaluationRunSchema),
  },
  getEvaluation: {
    route: 'GET /evaluations/:id',
    summary: 'Get a run over the fleet',
    answer: evaluationRunSchema,
  },
  startEvaluation: {
    route: 'POST /evaluations',
    summary: 'Start a run over the whole fleet',
    permission: evaluationRunPermission,
    answer: evaluationRunSchema,
    statuses: [201],
    errors: [409],
  },
  cancelEvaluation: {
    route: 'POST /evaluations/:id/cancel',
    summary: 'Cancel a run',
    permission: evaluationRunPermission,
    answer: evaluationRunSchema,
    errors: [409],
  },
} as const satisfies Record<string, Operation>;

/** Runs over the fleet. @public */
export interface EvaluationsApi {
  /** Newest first. */
  listEvaluations(page?: PageQuery): Promise<UncountedPage<EvaluationRun>>;
  getEvaluation(id: string): Promise<EvaluationRun>;
  /** Looks at the whole fleet again; 409 while such a run is under way. */
  startEvaluation(): Promise<EvaluationRun>;
  cancelEvaluation(id: string): Promise<EvaluationRun>;
}
