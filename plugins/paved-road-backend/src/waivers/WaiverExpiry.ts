import { PLUGIN_ACTOR } from '../http/Caller';
import { expireWaiver } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { createWaiverChange } from './waiverRules';
import { WaiverPublisher } from './WaiverPublisher';
import { StoredWaiver, WaiverStore } from './WaiverStore';

const BATCH_SIZE = 20;

/** Ends waivers and open requests that have expired. */
export class WaiverExpiry {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: WaiverStore;
      publisher: WaiverPublisher;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Ends all that are overdue. If several back ends run at once, one of them ends and publishes each waiver.
   *
   * @param signal - stops it before the next waiver
   */
  async run(signal: AbortSignal): Promise<void> {
    const now = this.#now().toJSDate();
    let overdue: StoredWaiver[];
    do {
      const page = await this.options.store.list(
        { overdueAt: now },
        { limit: BATCH_SIZE },
        { all: true },
      );
      overdue = page.items;
      for (const waiver of overdue) {
        if (signal.aborted) {
          return;
        }
        await this.#expire(waiver, now);
      }
    } while (overdue.length === BATCH_SIZE);
  }

  async #expire(waiver: StoredWaiver, now: Date): Promise<void> {
    const { id, entityRef } = waiver;
    const at = now.toISOString();
    const saved = await this.options.store.save([
      createWaiverChange(waiver, expireWaiver(waiver, now), {
        at,
        actor: PLUGIN_ACTOR,
        action: 'expired',
      }),
    ]);
    // Undefined if another back end ended and published it.
    for (const expired of saved ?? []) {
      await this.options.publisher.audited(
        undefined,
        { actionType: 'expire', id, entityRef },
        () => this.options.publisher.changed(expired),
      );
    }
  }
}
