import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { SignalsService } from '@backstage/plugin-signals-node';
import {
  fleetChannel,
  FleetSignal,
  manyScorecardsChannel,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { Duration } from 'luxon';

type Change = FleetSignal['changed'];

/**
 * So many entities are told of a change one by one. A run over the fleet changes all of them, and each signal is a
 * request to those who carry it; where there are more, the pages of all entities are told at once.
 */
const MOST_ENTITIES = 100;

/** All pages of a sort are told of a kind of change no more often than that. */
const PAUSE = Duration.fromObject({ seconds: 5 });

/** The channels to which many listen. */
type SharedChannel = typeof fleetChannel | typeof manyScorecardsChannel;

/** The time after a channel was told of a kind of change, in which it is not told again. */
interface Pause {
  timer: NodeJS.Timeout;
  channel: SharedChannel;
  change: Change;
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
  readonly #pauses = new Map<string, Pause>();
  #stopped = false;
  #failing = false;

  constructor(
    private readonly options: {
      signals: SignalsService;
      logger: LoggerService;
    },
  ) {}

  /** Tells the fleet, and the pages of the entities that it is about. */
  changed(change: Change, entityRefs: string[] = []): void {
    if (this.#stopped) {
      return;
    }
    if (entityRefs.length > MOST_ENTITIES) {
      this.#tell(manyScorecardsChannel, change);
    } else {
      for (const entityRef of entityRefs) {
        void this.#publish(scorecardChannelFor(entityRef), change);
      }
    }
    this.#tell(fleetChannel, change);
  }

  /** Tells now what would have been told later, and nothing from then on. */
  stop(): void {
    this.#stopped = true;
    for (const { timer, channel, change, isPending } of this.#pauses.values()) {
      clearTimeout(timer);
      if (isPending) {
        void this.#publish(channel, change);
      }
    }
    this.#pauses.clear();
  }

  #tell(channel: SharedChannel, change: Change): void {
    const key = `${channel} ${change}`;
    const pause = this.#pauses.get(key);
    if (pause) {
      pause.isPending = true;
      return;
    }
    void this.#publish(channel, change);
    const timer = setTimeout(() => this.#endPause(key), PAUSE.toMillis());
    this.#pauses.set(key, {
      timer: timer.unref(),
      channel,
      change,
      isPending: false,
    });
  }

  #endPause(key: string): void {
    const pause = this.#pauses.get(key);
    this.#pauses.delete(key);
    if (pause?.isPending) {
      this.#tell(pause.channel, pause.change);
    }
  }

  async #publish(channel: string, change: Change): Promise<void> {
    try {
      await this.options.signals.publish<FleetSignal>({
        recipients: { type: 'broadcast' },
        channel,
        message: { changed: change },
      });
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        this.#failing = true;
        this.options.logger.warn(
          'Open pages cannot be told of changes; they see them when they are loaded again',
          toError(error),
        );
      }
    }
  }
}
