import { EvaluationRun } from '../scorecards/evaluationRuns';
import { HttpClient, itemPath, withQuery } from './HttpClient';
import { PageQuery, UncountedPage } from './pages';

/** Runs over the fleet. @public */
export interface EvaluationsApi {
  /** Newest first. */
  listEvaluations(page?: PageQuery): Promise<UncountedPage<EvaluationRun>>;
  getEvaluation(id: string): Promise<EvaluationRun>;
  /** Looks at the whole fleet again; 409 while such a run is under way. */
  startEvaluation(): Promise<EvaluationRun>;
  cancelEvaluation(id: string): Promise<EvaluationRun>;
}

export function createEvaluationsApi(http: HttpClient): EvaluationsApi {
  const pathOf = (id: string) => itemPath('evaluations', id);
  return {
    listEvaluations: page => http.json('GET', withQuery('/evaluations', page)),
    getEvaluation: id => http.json('GET', pathOf(id)),
    startEvaluation: () => http.json('POST', '/evaluations'),
    cancelEvaluation: id => http.json('POST', `${pathOf(id)}/cancel`),
  };
}
