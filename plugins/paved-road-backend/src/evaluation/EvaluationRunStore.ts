import { EvaluationRun, Page } from '@paved-road/plugin-paved-road-common';

/** Keeps runs over the fleet and how far they are. */
export interface EvaluationRunStore {
  /** @throws ConflictError that names the running one when the trigger is `request` and such a run is under way */
  start(
    run: Pick<EvaluationRun, 'trigger' | 'requestedBy' | 'total'>,
  ): Promise<EvaluationRun>;
  /** Adds to the figures of a running run; returns its state, which tells whether it was cancelled. */
  advance(
    id: string,
    by: { done: number; changed: number; total?: number },
  ): Promise<EvaluationRun['state']>;
  /** Ends a run, unless it has ended already. */
  end(
    id: string,
    outcome:
      | { state: 'finished' | 'cancelled' }
      | { state: 'failed'; problem: string },
  ): Promise<void>;
  get(id: string): Promise<EvaluationRun | undefined>;
  /** Newest first. */
  list(page: {
    limit: number;
    cursor?: string;
  }): Promise<Omit<Page<EvaluationRun>, 'totalItems'>>;
  running(): Promise<EvaluationRun[]>;
  /** Removes runs that ended before. */
  purge(before: Date): Promise<void>;
}
