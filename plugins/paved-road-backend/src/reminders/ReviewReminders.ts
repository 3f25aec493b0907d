import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { formatPlural } from '@paved-road/plugin-paved-road-common/advisor';
import { DateTime } from 'luxon';
import { DueReview, ReminderStore } from './ReminderStore';

/** Reminders in one run. The rest go out in the next run. */
const MOST_REMINDERS = 200;

/** Reminds the reviewers of reviews that have waited, each once per period. */
export class ReviewReminders {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: ReminderStore;
      /** The period; 0 for no reminders. */
      remindAfterDays: number;
      /** Sends a reminder of a kind of review, unless it has been reviewed meanwhile. */
      remind: Record<
        DueReview['kind'],
        (id: string, entityTitle: string, days: number) => Promise<void>
      >;
      logger: LoggerService;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /** @param signal - stops it; the next run sends the rest */
  async run(signal: AbortSignal): Promise<void> {
    const { store, remindAfterDays, remind, logger } = this.options;
    if (remindAfterDays === 0) {
      return;
    }
    const now = this.#now();
    const before = now.minus({ days: remindAfterDays }).toJSDate();
    await store.removeFinished();
    const failures: Error[] = [];
    const due = await store.findDue(before, MOST_REMINDERS);
    for (const { kind, id, entityTitle, since } of due) {
      if (signal.aborted) {
        break;
      }
      if (!(await store.claim(id, before, now.toJSDate()))) {
        continue;
      }
      const days = Math.floor(now.diff(DateTime.fromJSDate(since)).as('days'));
      try {
        await remind[kind](id, entityTitle, days);
      } catch (error) {
        await store.release(id);
        failures.push(toError(error));
      }
    }
    if (failures.length > 0) {
      logger.warn(
        `${formatPlural(failures.length, 'reminder', 'reminders')} could not be sent; the next run retries. The first failure follows`,
        failures[0],
      );
    }
  }
}
