import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { Duration } from 'luxon';
import { setTimeout as sleep } from 'node:timers/promises';
import { includesKind, keptKinds } from '../catalog/entityRecord';
import { EntityIndexStore } from '../catalog/EntityIndexStore';
import { DueEntityStore } from './DueEntityStore';
import { EvaluationRunStore } from './EvaluationRunStore';
import { EvaluationWorker } from './EvaluationWorker';
import { SharedRules } from './FleetUpdater';

/** The catalog publishes a change before it stitches the entity. */
const STITCHING = Duration.fromObject({ seconds: 2 });
/** The longest time that a change waits for its evaluation. */
const PATIENCE = Duration.fromObject({ seconds: 3 });

/** Marks entities as due when something about them changes. */
export class EvaluationTriggers {
  constructor(
    private readonly options: {
      index: EntityIndexStore;
      due: DueEntityStore;
      runs: EvaluationRunStore;
      rules: Pick<SharedRules, 'current'>;
      worker: EvaluationWorker;
      logger: LoggerService;
    },
  ) {}

  async entityChanged(entityRef: string): Promise<void> {
    const { kind } = parseEntityRef(entityRef);
    if (includesKind(keptKinds(this.options.rules.current()), kind)) {
      const dueAt = new Date(Date.now() + STITCHING.toMillis());
      await this.options.due.mark([entityRef], { dueAt });
    }
  }

  async rulesChanged(): Promise<void> {
    if ((await this.options.index.count()) === 0) {
      return;
    }
    const { id, total } = await this.options.runs.startForAll({
      trigger: 'rules',
    });
    this.options.logger.info(
      `The rules have changed; run ${id} evaluates ${total} entities`,
    );
    void this.options.worker.run();
  }

  /**
   * The assessment or the waivers of an entity have changed; the write has already marked it as due. Waits for the
   * evaluation for a while, because pages are notified next.
   */
  async recordChanged(): Promise<void> {
    await Promise.race([
      this.options.worker.run(),
      sleep(PATIENCE.toMillis(), undefined, { ref: false }),
    ]);
  }
}
