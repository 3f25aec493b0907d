import { LoggerService } from '@backstage/backend-plugin-api';
import { isErrorWithName, toError } from '@backstage/errors';
import {
  advise,
  DecisionModel,
  toAdviceRequest,
} from '@paved-road/plugin-paved-road-common/advisor';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { isSameAnswer } from './assessmentRules';
import { ModelCheck } from './AssessmentStore';
import { ModelCheckStore, UncheckedAssessment } from './ModelCheckStore';

/** Complete assessments in memory at once. */
const PAGE = 20;

/**
 * Computes assessments of other models again with the current one: saves whether their answer changes, and marks
 * entities for evaluation whose assessment becomes stale or fresh by that.
 *
 * Saved assessments leave the work, so an interrupted pass continues where it stopped.
 */
export class ModelCheckPass {
  constructor(
    private readonly options: {
      store: ModelCheckStore;
      model: DecisionModel;
      due: Pick<DueEntityStore, 'mark'>;
      logger: LoggerService;
    },
  ) {}

  /** @param signal - stops it; the next pass continues */
  async run(signal: AbortSignal): Promise<void> {
    const { store, model, logger } = this.options;
    const counts = { unchanged: 0, changed: 0, failed: 0 };
    let after: string | undefined;
    do {
      const page = await store.findUnchecked(model.version, {
        after,
        limit: PAGE,
      });
      for (const result of await this.#checkPage(page, signal)) {
        counts[result] += 1;
      }
      after = page.length === PAGE ? page[PAGE - 1].id : undefined;
    } while (after !== undefined && !signal.aborted);
    if (Object.values(counts).some(count => count > 0)) {
      logger.info(
        `Compared assessments of other models with ${model.version}: ${counts.unchanged} unchanged, ${counts.changed} changed, ${counts.failed} failed`,
      );
    }
  }

  async #checkPage(
    page: UncheckedAssessment[],
    signal: AbortSignal,
  ): Promise<ModelCheck['result'][]> {
    const checks = [];
    for (const assessment of page) {
      if (signal.aborted) {
        break;
      }
      checks.push({ ...assessment, result: this.#check(assessment) });
      // Each computation takes milliseconds, and requests wait.
      await nextTurn();
    }
    await this.options.store.save(
      this.options.model.version,
      checks.map(({ id, revision, result }) => ({ id, revision, result })),
    );
    await this.options.due.mark(
      checks
        .filter(
          ({ last, result }) => (last === 'changed') !== (result === 'changed'),
        )
        .map(({ entityRef }) => entityRef),
      { dueAt: new Date() },
    );
    return checks.map(({ result }) => result);
  }

  #check({ id, entityRef, read }: UncheckedAssessment): ModelCheck['result'] {
    const { model, logger } = this.options;
    try {
      const stored = read();
      return isSameAnswer(stored.advice, advise(toAdviceRequest(stored), model))
        ? 'unchanged'
        : 'changed';
    } catch (error) {
      // The model no longer accepts the answers, so they have to be given again.
      if (isErrorWithName(error, 'InputError')) {
        return 'changed';
      }
      logger.warn(
        `Assessment ${id} of ${entityRef} cannot be compared with model ${model.version}`,
        toError(error),
      );
      return 'failed';
    }
  }
}
