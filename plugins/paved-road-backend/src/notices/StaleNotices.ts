import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { DateTime } from 'luxon';
import { StaleCriteria } from '../assessments/AssessmentStore';
import { AssessmentNotifier } from './AssessmentNotifier';
import { StaleNoticeStore } from './StaleNoticeStore';

/* What is more is told with the next run. */
const MOST_PER_RUN = 1_000;

/** Tells owners of approved assessments that became stale, once each time that they do. */
export class StaleNotices {
  readonly #store: StaleNoticeStore;
  readonly #staleCriteria: () => StaleCriteria;
  readonly #notifier: AssessmentNotifier;
  readonly #logger: LoggerService;

  constructor(options: {
    store: StaleNoticeStore;
    /** When assessments are stale today. */
    staleCriteria: () => StaleCriteria;
    notifier: AssessmentNotifier;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#staleCriteria = options.staleCriteria;
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
    const criteria = this.#staleCriteria();
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
        `${failures.length} owner(s) could not be told of stale assessments and will be tried again; the first failure follows`,
        failures[0],
      );
    }
  }
}
