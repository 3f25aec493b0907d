import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { DateTime } from 'luxon';
import { hashText } from '../database/hash';
import { servicesLink } from '../http/links';
import { shorten } from '../notifications/toDeliverable';
import { SummaryProgress, SummaryProgressStore } from './SummaryProgressStore';
import { SummaryPart, SummarySource } from './SummarySource';

/** Summaries per run. The rest go out in the next run. */
const MOST_SENT = 1_000;

/** Evaluations are dated by their beginning, so later events wait for the next summary. */
const SETTLING = { minutes: 5 };

/** Between summaries: less than a day, because a run may begin somewhat earlier than the last one. */
const PAUSE = { hours: 20 };

/** The period of the first summary ever. */
const FIRST_PERIOD = { days: 1 };

/** The longest period, so that an owner who cannot be notified does not make every run slower. */
const LONGEST_PERIOD = { days: 30 };

/**
 * Sends owners one notification with all news about their services, at most once a day.
 *
 * A back end claims each owner before it sends, and records the summary afterwards. If recording fails, the first run
 * after the pause sends the summary again, with newer news; it replaces the first notification.
 */
export class TeamSummaries {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: Pick<SummaryProgressStore, keyof SummaryProgressStore>;
      /** In the order of the summary. */
      sources: SummarySource[];
      notifications: NotificationService;
      logger: LoggerService;
      /** For tests. */
      now?: () => DateTime;
    },
  ) {
    this.#now = options.now ?? (() => DateTime.utc());
  }

  /**
   * Sends the summaries of all owners. The next run retries failures.
   *
   * @param signal - stops it, at the latest before the next owner
   */
  async run(signal: AbortSignal): Promise<void> {
    const until = this.#now().minus(SETTLING);
    const progress = notBefore(
      until.minus(LONGEST_PERIOD).toJSDate(),
      await this.options.store.begin(until.minus(FIRST_PERIOD).toJSDate()),
    );
    const parts = await this.#findParts(progress, until.toJSDate());

    const waiting: string[] = [];
    const failures: Error[] = [];
    let sent = 0;
    for (const [owner, ownParts] of sortByLongestWait(parts, progress)) {
      if (signal.aborted || sent === MOST_SENT || !(await this.#claim(owner))) {
        waiting.push(owner);
        continue;
      }
      try {
        await this.#notify(owner, ownParts, progress, until.toJSDate());
        sent += 1;
      } catch (error) {
        waiting.push(owner);
        failures.push(toError(error));
      }
    }
    await this.options.store.finish(until.toJSDate(), waiting);
    if (failures.length > 0) {
      this.options.logger.warn(
        `${failures.length === 1 ? '1 summary' : `${failures.length} summaries`} could not be sent; the next run retries. The first failure follows`,
        failures[0],
      );
    }
  }

  async #findParts(
    progress: SummaryProgress,
    until: Date,
  ): Promise<SummaryPart[]> {
    const found: SummaryPart[] = [];
    for (const source of this.options.sources) {
      found.push(...(await source.find({ ...progress, until })));
    }
    return found;
  }

  async #notify(
    owner: string,
    parts: SummaryPart[],
    progress: SummaryProgress,
    until: Date,
  ): Promise<void> {
    try {
      await this.options.notifications.send({
        recipients: { type: 'entity', entityRef: owner },
        payload: composeSummary(owner, parts, progress.sinceOf(owner)),
      });
    } catch (error) {
      await this.options.store.release(owner);
      throw error;
    }
    await this.options.store.markSent(owner, until);
    for (const { onSent } of parts) {
      await onSent?.();
    }
  }

  async #claim(owner: string): Promise<boolean> {
    const now = this.#now();
    return await this.options.store.claim(owner, {
      at: now.toJSDate(),
      restedSince: now.minus(PAUSE).toJSDate(),
    });
  }
}

function notBefore(earliest: Date, progress: SummaryProgress): SummaryProgress {
  const limited = (time: Date) => (time > earliest ? time : earliest);
  return {
    ...progress,
    sinceOf: owner => limited(progress.sinceOf(owner)),
    oldest: limited(progress.oldest),
  };
}

function sortByLongestWait(
  parts: SummaryPart[],
  progress: SummaryProgress,
): [owner: string, parts: SummaryPart[]][] {
  const since = (owner: string) => progress.sinceOf(owner).getTime();
  return [...Map.groupBy(parts, ({ owner }) => owner)].sort(
    ([a], [b]) => since(a) - since(b),
  );
}

/* After a change of the rules, there may be hundreds; the link leads to all of them. */
const MOST_LINES = 10;
/** Characters. */
const LONGEST_LINE = 300;

/**
 * Composes the notification with all news for an owner. If it is sent again, it replaces the earlier one.
 *
 * @param since - the end of the owner's last summary
 */
export function composeSummary(
  owner: string,
  parts: SummaryPart[],
  since: Date,
): NotificationSendOptions['payload'] {
  const [first, ...others] = parts;
  return {
    title: parts.map(({ headline }) => headline).join(' · '),
    description: selectShownLines(parts).join('\n'),
    link: others.length === 0 ? first.link : servicesLink(owner),
    severity: parts.some(({ isUrgent }) => isUrgent) ? 'high' : 'normal',
    topic: 'team-summary',
    scope: `team-summary:${hashText(`${owner} ${since.toISOString()}`)}`,
  };
}

function selectShownLines(parts: SummaryPart[]): string[] {
  const shown = shares(parts.map(({ lines }) => lines.length)).flatMap(
    (share, index) => parts[index].lines.slice(0, share),
  );
  const total = parts.reduce((sum, { lines }) => sum + lines.length, 0);
  const more = total - shown.length;
  return [
    ...shown.map(line => shorten(line, LONGEST_LINE)),
    ...(more > 0 ? [`And ${more} more.`] : []),
  ];
}

/** The number of lines per part, so that no part crowds out another. */
function shares(counts: number[]): number[] {
  const result = counts.map(() => 0);
  let left = Math.min(
    MOST_LINES,
    counts.reduce((sum, count) => sum + count, 0),
  );
  while (left > 0) {
    for (const [index, count] of counts.entries()) {
      if (left > 0 && result[index] < count) {
        result[index] += 1;
        left -= 1;
      }
    }
  }
  return result;
}
