import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { Duration } from 'luxon';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAssessableKind } from '../catalog/entityRecord';
import { EntityIndexStore } from '../catalog/types';
import { DueEntityStore } from './DueEntityStore';
import { EvaluationRunStore } from './EvaluationRunStore';
import { EvaluationWorker } from './EvaluationWorker';

/** The catalog puts an entity together after it has processed it, which is when its change is announced. */
const STITCHING = Duration.fromObject({ seconds: 2 });
/** So long whoever changed something waits at most for its effect. */
const PATIENCE = Duration.fromObject({ seconds: 3 });

/** What makes entities due. */
export class EvaluationTriggers {
  readonly #index: EntityIndexStore;
  readonly #due: DueEntityStore;
  readonly #runs: EvaluationRunStore;
  readonly #worker: EvaluationWorker;
  readonly #logger: LoggerService;

  constructor(options: {
    index: EntityIndexStore;
    due: DueEntityStore;
    runs: EvaluationRunStore;
    worker: EvaluationWorker;
    logger: LoggerService;
  }) {
    this.#index = options.index;
    this.#due = options.due;
    this.#runs = options.runs;
    this.#worker = options.worker;
    this.#logger = options.logger;
  }

  /** The catalog has processed an entity that changed. */
  async entityChanged(entityRef: string): Promise<void> {
    if (isAssessableKind(parseEntityRef(entityRef).kind)) {
      const dueAt = new Date(Date.now() + STITCHING.toMillis());
      await this.#due.mark([entityRef], { dueAt });
    }
  }

  async assessmentChanged(entityRef: string): Promise<void> {
    await this.#evaluateSoon(entityRef);
  }

  /** The waivers of an entity that are in force are others than before. */
  async waiversChanged(entityRef: string): Promise<void> {
    await this.#evaluateSoon(entityRef);
  }

  async rulesChanged(): Promise<void> {
    if ((await this.#index.count()) === 0) {
      return;
    }
    const { id, total } = await this.#runs.startForAll({ trigger: 'rules' });
    this.#logger.info(
      `The rules have changed; run ${id} evaluates ${total} entities`,
    );
    void this.#worker.run();
  }

  /** Its page is about to be told, so the new result should be there; but not at any price. */
  async #evaluateSoon(entityRef: string): Promise<void> {
    await this.#due.mark([entityRef], { dueAt: new Date() });
    const enough = new AbortController();
    const evaluated = this.#worker.run();
    await Promise.race([
      evaluated,
      sleep(PATIENCE.toMillis(), undefined, { signal: enough.signal }).catch(
        () => {},
      ),
    ]);
    enough.abort();
  }
}
