import {
  EvaluationRun,
  EvaluationRuns,
  PageQuery,
  PavedRoadApi,
} from '@paved-road/plugin-paved-road-common';
import { responseError } from './responseError';

/** In-memory evaluation runs, one at a time, advanced by the test. */
export class FakeEvaluations implements Pick<
  PavedRoadApi,
  'listEvaluations' | 'getEvaluation' | 'startEvaluation' | 'cancelEvaluation'
> {
  /** Newest first. */
  #runs: EvaluationRun[];

  constructor(runs: EvaluationRun[]) {
    this.#runs = runs;
  }

  async listEvaluations({
    limit = 20,
    cursor,
  }: PageQuery = {}): Promise<EvaluationRuns> {
    const start = Number(cursor ?? 0);
    const end = start + limit;
    return {
      items: this.#runs.slice(start, end),
      nextCursor: end < this.#runs.length ? String(end) : undefined,
    };
  }

  async getEvaluation(id: string): Promise<EvaluationRun> {
    const found = this.#runs.find(run => run.id === id);
    if (!found) {
      throw await responseError(404, 'NotFoundError', `There is no run ${id}`);
    }
    return found;
  }

  async startEvaluation(): Promise<EvaluationRun> {
    if (this.#runs.some(({ state }) => state === 'running')) {
      throw await responseError(
        409,
        'ConflictError',
        'A run over the fleet is under way since 10:00; cancel it first',
      );
    }
    const run: EvaluationRun = {
      id: `run-${this.#runs.length + 1}`,
      trigger: 'request',
      state: 'running',
      requestedBy: 'user:default/ada',
      startedAt: '2026-11-25T10:00:00.000Z',
      total: 2000,
      done: 0,
      changed: 0,
    };
    this.#runs = [run, ...this.#runs];
    return run;
  }

  async cancelEvaluation(id: string): Promise<EvaluationRun> {
    return await this.progress(id, {
      state: 'cancelled',
      finishedAt: '2026-11-25T10:01:05.000Z',
    });
  }

  /** Advances or ends a run. */
  async progress(
    id: string,
    change: Partial<EvaluationRun>,
  ): Promise<EvaluationRun> {
    const run = { ...(await this.getEvaluation(id)), ...change };
    this.#runs = this.#runs.map(known => (known.id === id ? run : known));
    return run;
  }
}
