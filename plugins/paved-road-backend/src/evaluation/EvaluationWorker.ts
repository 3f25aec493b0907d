import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { DueEntity, DueEntityStore } from './DueEntityStore';
import { EvaluationRunStore } from './EvaluationRunStore';
import { FleetUpdater, SharedRules } from './FleetUpdater';

/** As large as a page of the catalog; the number of queries per batch is constant. */
const BATCH_SIZE = 1_000;
/** After this time, another back end takes over. A batch takes a second or two. */
const CLAIMED_FOR = { seconds: 45 };

/** Evaluates due entities. The workers of all back ends share them by claims, so a crash loses nothing. */
export class EvaluationWorker {
  readonly #now: () => DateTime;
  readonly #batchSize: number;
  #running?: Promise<void>;
  #wanted = false;
  #stopped = false;
  #failing = false;
  /** Of the current batch, or of one that failed. */
  #claimed: DueEntity[] = [];

  constructor(
    private readonly options: {
      due: DueEntityStore;
      runs: EvaluationRunStore;
      updater: FleetUpdater;
      rules: SharedRules;
      logger: LoggerService;
      /** For tests. */
      now?: () => DateTime;
      /** For tests. */
      batchSize?: number;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
    this.#batchSize = options.batchSize ?? BATCH_SIZE;
  }

  /**
   * Evaluates everything that is due. Never fails: it logs a problem once until it is solved, and a later call does
   * the rest.
   */
  async run(): Promise<void> {
    if (this.#stopped) {
      return;
    }
    this.#wanted = true;
    this.#running ??= this.#work();
    await this.#running;
  }

  /** Stops after the current batch. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #work(): Promise<void> {
    try {
      while (this.#wanted && !this.#stopped) {
        this.#wanted = false;
        await this.#drain();
      }
    } catch (error) {
      this.#failed(toError(error));
    } finally {
      this.#running = undefined;
    }
  }

  async #drain(): Promise<void> {
    // Even if nothing is due, because this back end also presents scorecards of new rules.
    await this.options.rules.sync();
    // After a failure, nobody else may evaluate them before the claim expires.
    await this.options.due.release(this.#claimed, this.#now().toJSDate());
    do {
      this.#claimed = await this.#claim();
      for (const [runId, entities] of Map.groupBy(
        this.#claimed,
        due => due.runId,
      )) {
        await this.#evaluate(entities, runId);
      }
    } while (this.#claimed.length > 0 && !this.#stopped);
    await this.options.runs.finishIdle();
  }

  async #claim(): Promise<DueEntity[]> {
    const now = this.#now();
    return await this.options.due.claim({
      limit: this.#batchSize,
      now: now.toJSDate(),
      expiresAt: now.plus(CLAIMED_FOR).toJSDate(),
    });
  }

  async #evaluate(claimed: DueEntity[], runId?: string): Promise<void> {
    const { changed } = await this.options.updater.refresh(
      claimed.map(({ entityRef }) => entityRef),
    );
    if (runId !== undefined) {
      // Before the claims end, because a run without due entities is over.
      const state = await this.options.runs.advance(runId, {
        done: claimed.length,
        changed,
      });
      if (state !== 'running') {
        await this.options.due.cancel(runId);
      }
    }
    await this.options.due.complete(claimed);
    this.#succeeded();
  }

  #failed(error: Error): void {
    if (!this.#failing) {
      this.#failing = true;
      this.options.logger.error(
        'Due entities cannot be evaluated; this is retried every few seconds',
        error,
      );
    }
  }

  #succeeded(): void {
    if (this.#failing) {
      this.#failing = false;
      this.options.logger.info('Due entities are evaluated again');
    }
  }
}
