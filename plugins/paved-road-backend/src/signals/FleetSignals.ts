import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  fleetChannel,
  FleetSignal,
  scorecardChannelOf,
} from '@paved-road/plugin-paved-road-common';
import { Duration } from 'luxon';

type Change = FleetSignal['changed'];

/**
 * Pages of so many entities are told of a change at once. A run over the fleet changes all of them, and each
 * signal is a request to those who carry it; whoever has a page of the others open sees it when they come back.
 */
const MOST_ENTITIES = 100;

/** The fleet is told of a kind of change no more often than that. */
const FLEET_PAUSE = Duration.fromObject({ seconds: 5 });

/** The time after the fleet was told of a kind of change, in which it is not told again. */
interface Pause {
  timer: NodeJS.Timeout;
  /** Whether there was another change in it, which is told when it is over. */
  isPending: boolean;
}

/**
 * Tells open pages that scorecards, waivers or campaigns changed. A signal can be sent to people and groups,
 * but not to "who may read this", so it goes to all who listen. It says neither what changed nor by whom: the
 * page asks the API, which knows who may see it.
 *
 * Signals are a convenience: what cannot be sent is logged, and nobody waits for it.
 */
export class FleetSignals {
  readonly #signals: SignalsService;
  readonly #logger: LoggerService;
  readonly #pauses = new Map<Change, Pause>();
  #stopped = false;
  #failing = false;

  constructor(options: { signals: SignalsService; logger: LoggerService }) {
    this.#signals = options.signals;
    this.#logger = options.logger;
  }

  /**
   * Tells the fleet, and the pages of the entities that it is about.
   *
   * @param entityRefs - at most the first hundred are told
   */
  changed(change: Change, entityRefs: string[] = []): void {
    if (this.#stopped) {
      return;
    }
    for (const entityRef of entityRefs.slice(0, MOST_ENTITIES)) {
      void this.#publish(scorecardChannelOf(entityRef), change);
    }
    this.#tellFleet(change);
  }

  /** Tells now what would have been told later, and nothing from then on. */
  stop(): void {
    this.#stopped = true;
    for (const [change, { timer, isPending }] of this.#pauses) {
      clearTimeout(timer);
      if (isPending) {
        void this.#publish(fleetChannel, change);
      }
    }
    this.#pauses.clear();
  }

  #tellFleet(change: Change): void {
    const pause = this.#pauses.get(change);
    if (pause) {
      pause.isPending = true;
      return;
    }
    void this.#publish(fleetChannel, change);
    const timer = setTimeout(
      () => this.#endPause(change),
      FLEET_PAUSE.toMillis(),
    );
    this.#pauses.set(change, { timer: timer.unref(), isPending: false });
  }

  #endPause(change: Change): void {
    const isPending = this.#pauses.get(change)?.isPending;
    this.#pauses.delete(change);
    if (isPending) {
      this.#tellFleet(change);
    }
  }

  async #publish(channel: string, change: Change): Promise<void> {
    try {
      await this.#signals.publish<FleetSignal>({
        recipients: { type: 'broadcast' },
        channel,
        message: { changed: change },
      });
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        this.#failing = true;
        this.#logger.warn(
          'Open pages cannot be told of changes; they see them when they are loaded again',
          toError(error),
        );
      }
    }
  }
}
