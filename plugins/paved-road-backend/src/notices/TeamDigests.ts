import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { DateTime } from 'luxon';
import { composeDigest } from './composeDigest';
import { DigestProgress, DigestStore } from './DigestStore';
import { News, NewsSource } from './News';

/** Owners who are told in one run; the others are told by the next one. */
const MOST_TOLD = 1_000;

/**
 * An evaluation is dated when it begins and is there when it ends. What is younger than this is told by the next
 * digest, so that it is complete.
 */
const SETTLING = { minutes: 5 };

/** Somebody gets no other digest for so long: a day, but for a run that begins somewhat earlier than the last one. */
const PAUSE = { hours: 20 };

/** The first digest ever is about this time. */
const FIRST_PERIOD = { days: 1 };

/** Nothing older is told, so that an owner who can never be told does not make each run read more than the last one. */
const LONGEST_PERIOD = { days: 30 };

/**
 * Tells owners what is new about their services, all of it in one notification and once a day at most, and nothing
 * where nothing is new.
 *
 * Each owner is reserved before they are told, so that of several back ends one does. What was told is remembered after
 * it was sent. Where that fails in between, the owner is told again by the first run after the pause, with what is new
 * since then; it takes the place of the first notification.
 */
export class TeamDigests {
  readonly #store: DigestStore;
  readonly #sources: NewsSource[];
  readonly #notifications: NotificationService;
  readonly #logger: LoggerService;
  readonly #now: () => DateTime;

  constructor(options: {
    store: DigestStore;
    /** In the order in which they are told. */
    sources: NewsSource[];
    notifications: NotificationService;
    logger: LoggerService;
    /** For tests. */
    now?: () => DateTime;
  }) {
    this.#store = options.store;
    this.#sources = options.sources;
    this.#notifications = options.notifications;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Tells each owner. Those who cannot be told are tried again with the next run, and do not keep the others from
   * being told.
   *
   * @param signal - stops it, at the latest before the next owner
   */
  async run(signal: AbortSignal): Promise<void> {
    const until = this.#now().minus(SETTLING);
    const progress = notBefore(
      until.minus(LONGEST_PERIOD).toJSDate(),
      await this.#store.begin(until.minus(FIRST_PERIOD).toJSDate()),
    );
    const news = await this.#findNews(progress, until.toJSDate());

    const waiting: string[] = [];
    const failures: Error[] = [];
    let told = 0;
    for (const [owner, ownNews] of byLongestWait(news, progress)) {
      if (signal.aborted || told === MOST_TOLD || !(await this.#claim(owner))) {
        waiting.push(owner);
        continue;
      }
      try {
        await this.#tell(owner, ownNews, progress, until.toJSDate());
        told += 1;
      } catch (error) {
        waiting.push(owner);
        failures.push(toError(error));
      }
    }
    await this.#store.finish(until.toJSDate(), waiting);
    if (failures.length > 0) {
      this.#logger.warn(
        `${failures.length} owner(s) could not be told what is new and will be tried again; the first failure follows`,
        failures[0],
      );
    }
  }

  async #findNews(progress: DigestProgress, until: Date): Promise<News[]> {
    const found: News[] = [];
    for (const source of this.#sources) {
      found.push(...(await source.find({ ...progress, until })));
    }
    return found;
  }

  async #tell(
    owner: string,
    news: News[],
    progress: DigestProgress,
    until: Date,
  ): Promise<void> {
    try {
      await this.#notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: composeDigest(owner, news, progress.sinceOf(owner)),
      });
    } catch (error) {
      await this.#store.release(owner);
      throw error;
    }
    await this.#store.told(owner, until);
    for (const { onTold } of news) {
      await onTold?.();
    }
  }

  async #claim(owner: string): Promise<boolean> {
    const now = this.#now();
    return await this.#store.claim(owner, {
      at: now.toJSDate(),
      restedSince: now.minus(PAUSE).toJSDate(),
    });
  }
}

function notBefore(earliest: Date, progress: DigestProgress): DigestProgress {
  const limited = (time: Date) => (time > earliest ? time : earliest);
  return {
    ...progress,
    sinceOf: owner => limited(progress.sinceOf(owner)),
    oldest: limited(progress.oldest),
  };
}

function byLongestWait(
  news: News[],
  progress: DigestProgress,
): [owner: string, news: News[]][] {
  const since = (owner: string) => progress.sinceOf(owner).getTime();
  return [...Map.groupBy(news, ({ owner }) => owner)].sort(
    ([a], [b]) => since(a) - since(b),
  );
}
