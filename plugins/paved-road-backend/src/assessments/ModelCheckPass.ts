import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  DecisionModel,
  summariseAnswer,
  toAdviceRequest,
} from '@paved-road/plugin-paved-road-common/advisor';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isErrorWithName } from '@paved-road/plugin-paved-road-common';
import { DueEntityStore } from '../evaluation/DueEntityStore';
import { isSameAnswer } from './assessmentRules';
import {
  ModelCheck,
  ModelCheckStore,
  UncheckedAssessment,
} from './ModelCheckStore';

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
    const counts = { compared: 0, changed: 0 };
    let after: string | undefined;
    do {
      const page = await store.findUnchecked(model.version, {
        after,
        limit: PAGE,
      });
      const checks = await this.#checkPage(page, signal);
      counts.compared += checks.length;
      counts.changed += checks.filter(({ isChanged }) => isChanged).length;
      after = page.length === PAGE ? page[PAGE - 1].id : undefined;
    } while (after !== undefined && !signal.aborted);
    if (counts.compared > 0) {
      logger.info(
        `Compared ${counts.compared} assessments of other models with ${model.version}; ${counts.changed} get another answer`,
      );
    }
  }

  async #checkPage(
    page: UncheckedAssessment[],
    signal: AbortSignal,
  ): Promise<ModelCheck[]> {
    const checks: ModelCheck[] = [];
    const moved: string[] = [];
    for (const assessment of page) {
      if (signal.aborted) {
        break;
      }
      const { id: assessmentId, entityRef, revision, wasChanged } = assessment;
      const isChanged = this.#isChanged(assessment);
      checks.push({ assessmentId, revision, isChanged });
      if (isChanged !== wasChanged) {
        moved.push(entityRef);
      }
      // Each computation takes milliseconds, and requests wait.
      await nextTurn();
    }
    await this.options.store.save(this.options.model.version, checks);
    await this.options.due.mark(moved, { dueAt: new Date() });
    return checks;
  }

  /** False, with a warning, if it cannot be compared. */
  #isChanged({ id, entityRef, read }: UncheckedAssessment): boolean {
    const { model, logger } = this.options;
    try {
      const stored = read();
      return !isSameAnswer(
        stored.advice,
        summariseAnswer(
          toAdviceRequest(stored, { decision: stored.decision }),
          model,
        ),
      );
    } catch (error) {
      // The model no longer accepts the answers, so they have to be given again.
      if (isErrorWithName(error, 'InputError')) {
        return true;
      }
      logger.warn(
        `Assessment ${id} of ${entityRef} cannot be compared with model ${model.version}`,
        toError(error),
      );
      return false;
    }
  }
}
