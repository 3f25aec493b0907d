import { PLUGIN_ACTOR } from '../http/Caller';
import { expireWaiver } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { changeOf } from './waiverRules';
import { WaiverPublisher } from './WaiverPublisher';
import { StoredWaiver, WaiverStore } from './WaiverStore';

const BATCH_SIZE = 20;

/** Ends waivers, and requests that nobody decided on, when their time is over. */
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
   * Ends all whose time is over. Where several back ends do so at once, each waiver is ended, and told of, by one of
   * them.
   *
   * @param signal - stops it, at the latest before the next waiver
   */
  async run(signal: AbortSignal): Promise<void> {
    const now = this.#now().toJSDate();
    let overdue: StoredWaiver[];
    do {
      overdue = await this.options.store.overdue(now, BATCH_SIZE);
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
      changeOf(waiver, expireWaiver(waiver, now), {
        at,
        actor: PLUGIN_ACTOR,
        action: 'expired',
      }),
    ]);
    // Undefined when somebody else ended it, and tells of it.
    for (const expired of saved ?? []) {
      await this.options.publisher.audited(
        undefined,
        { actionType: 'expire', id, entityRef },
        () => this.options.publisher.changed(expired),
      );
    }
  }
}
