import { EvaluationRun, Page } from '@paved-road/plugin-paved-road-common';

/** A run with its figures. */
export type StoredRun = EvaluationRun &
  Required<Pick<EvaluationRun, 'total' | 'done' | 'changed'>>;

/** Stores runs over the fleet and their progress. */
export interface EvaluationRunStore {
  /** Starts a run that the caller carries out. Fails abandoned ones: the scheduler lets one back end at a time do so. */
  start(run: Pick<StoredRun, 'trigger' | 'total'>): Promise<StoredRun>;

  /**
   * Starts a run and marks all entities of the index as due, in one transaction. Takes over entities of other runs.
   *
   * @throws ConflictError that names the running run if the trigger is `request` and such a run exists
   */
  startForAll(
    run: Pick<EvaluationRun, 'trigger' | 'requestedBy'>,
  ): Promise<StoredRun>;

  /**
   * Adds to the figures of a run.
   *
   * @returns its state, which may be cancelled; undefined if there is no such run
   */
  advance(
    id: string,
    by: { done: number; changed: number },
  ): Promise<EvaluationRun['state'] | undefined>;

  /**
   * Ends a run.
   *
   * @returns whether it was running until now
   */
  end(
    id: string,
    outcome:
      | { state: 'finished' | 'cancelled' }
      | { state: 'failed'; problem: string },
  ): Promise<boolean>;

  /** Finishes runs that no longer wait for a due entity. */
  finishIdle(): Promise<void>;

  get(id: string): Promise<StoredRun | undefined>;

  /** Newest first. */
  list(page: {
    limit: number;
    cursor?: string;
  }): Promise<Omit<Page<StoredRun>, 'totalItems'>>;

  /** Removes runs that ended before this time, and all but the newest scheduled runs that changed nothing. */
  purge(before: Date): Promise<void>;
}
