import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { AssessmentPresenter } from '../assessments/AssessmentPresenter';
import { AssessmentNotifier } from './AssessmentNotifier';
import { StaleNoticeStore } from './StaleNoticeStore';

/* What is more is told with the next run. */
const MOST_PER_RUN = 1_000;

/** Tells owners of approved assessments that became stale, once each time that they do. */
export class StaleNotices {
  readonly #store: StaleNoticeStore;
  readonly #presenter: AssessmentPresenter;
  readonly #notifier: AssessmentNotifier;
  readonly #logger: LoggerService;

  constructor(options: {
    store: StaleNoticeStore;
    presenter: AssessmentPresenter;
    notifier: AssessmentNotifier;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#presenter = options.presenter;
    this.#notifier = options.notifier;
    this.#logger = options.logger;
  }

  /**
   * Tells each owner in one notification. Those who cannot be told are tried again with the next run,
   * and do not keep the others from being told.
   *
   * @param signal - stops it, at the latest before the next owner
   */
  async run(signal: AbortSignal): Promise<void> {
    const criteria = this.#presenter.staleCriteria();
    await this.#store.forgetFresh(criteria);
    const untold = await this.#store.findUntold(criteria, MOST_PER_RUN);
    const failures: Error[] = [];
    for (const [owner, assessments] of Map.groupBy(
      untold,
      ({ owner: ref }) => ref,
    )) {
      if (signal.aborted) {
        break;
      }
      try {
        await this.#notifier.stale(owner, assessments);
        await this.#store.markTold(
          assessments.map(({ id }) => id),
          DateTime.utc().toJSDate().toISOString(),
        );
      } catch (error) {
        failures.push(toError(error));
      }
    }
    if (failures.length > 0) {
      this.#logger.warn(
        `${failures.length} owners could not be told of stale assessments; they are told later. The first failure was:`,
        failures[0],
      );
    }
  }
}
