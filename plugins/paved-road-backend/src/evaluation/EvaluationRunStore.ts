import { EvaluationRun, Page } from '@paved-road/plugin-paved-road-common';

/** Keeps runs over the fleet and how far they are. */
export interface EvaluationRunStore {
  /** Starts a run that its caller carries out. */
  start(run: Pick<EvaluationRun, 'trigger' | 'total'>): Promise<EvaluationRun>;

  /**
   * Starts a run for which all entities of the index are due, or neither of both. Entities that another
   * run waits for wait for this one instead.
   *
   * @throws ConflictError that names the running one when the trigger is `request` and such a run is under way
   */
  startForAll(
    run: Pick<EvaluationRun, 'trigger' | 'requestedBy'>,
  ): Promise<EvaluationRun>;

  /**
   * Adds to the figures of a running run.
   *
   * @returns its state, which tells whether it was cancelled; undefined when there is no such run
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

  /** Finishes runs that no due entity waits for any more. */
  finishIdle(): Promise<void>;

  /** Ends runs that their caller carried out and left behind, because it was killed. */
  failAbandoned(problem: string): Promise<void>;

  get(id: string): Promise<EvaluationRun | undefined>;

  /** Newest first. */
  list(page: {
    limit: number;
    cursor?: string;
  }): Promise<Omit<Page<EvaluationRun>, 'totalItems'>>;

  /**
   * Removes runs that ended before, and all but the newest of those that are scheduled and found nothing
   * changed.
   */
  purge(before: Date): Promise<void>;
}
