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
 * Entities per change that get a signal each. A run over the fleet changes all of them, and each signal is a request;
 * for more, one signal goes to the pages of all entities.
 */
const MOST_ENTITIES = 100;

/** Between signals of one kind of change on a shared channel. */
const PAUSE = Duration.fromObject({ seconds: 5 });

type SharedChannel = typeof fleetChannel | typeof manyScorecardsChannel;

interface Pause {
  timer: NodeJS.Timeout;
  channel: SharedChannel;
  change: Change;
  /** Whether there was another change, to be sent after the pause. */
  isPending: boolean;
}

/**
 * Signals changes of scorecards, waivers and campaigns to open pages. Recipients of a signal are people and groups, not
 * "everyone who may read this", so all listeners get it. It contains no data: the page reads the API, which checks
 * permissions.
 *
 * Signals are a convenience: failures are logged, and nobody waits for them.
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

  changed(change: Change, entityRefs: string[] = []): void {
    if (this.#stopped) {
      return;
    }
    if (entityRefs.length > MOST_ENTITIES) {
      this.#signal(manyScorecardsChannel, change);
    } else {
      for (const entityRef of entityRefs) {
        void this.#publish(scorecardChannelFor(entityRef), change);
      }
    }
    this.#signal(fleetChannel, change);
  }

  /** Sends pending signals now, and none afterwards. */
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

  #signal(channel: SharedChannel, change: Change): void {
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
      this.#signal(pause.channel, pause.change);
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
          'Open pages get no signals of changes; they show them after a reload',
          toError(error),
        );
      }
    }
  }
}
