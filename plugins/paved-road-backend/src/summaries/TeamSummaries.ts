import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  NotificationSendOptions,
  NotificationService,
} from '@backstage/plugin-notifications-node';
import { DateTime } from 'luxon';
import { hashOfText } from '../database/hash';
import { servicesLink } from '../http/links';
import { SummaryProgress, SummaryProgressStore } from './SummaryProgressStore';
import { SummaryPart, SummarySource } from './SummarySource';

/** Owners who are told in one run; the others are told by the next one. */
const MOST_TOLD = 1_000;

/**
 * An evaluation is dated when it begins and is there when it ends. What is younger than this is told by the next
 * summary, so that it is complete.
 */
const SETTLING = { minutes: 5 };

/** Somebody gets no other summary for so long: a day, but for a run that begins somewhat earlier than the last one. */
const PAUSE = { hours: 20 };

/** The first summary ever is about this time. */
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
export class TeamSummaries {
  readonly #now: () => DateTime;

  constructor(
    private readonly options: {
      store: SummaryProgressStore;
      /** In the order in which they are told. */
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
   * Tells each owner. Those who cannot be told are tried again with the next run, and do not keep the others from
   * being told.
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
    let told = 0;
    for (const [owner, ownParts] of byLongestWait(parts, progress)) {
      if (signal.aborted || told === MOST_TOLD || !(await this.#claim(owner))) {
        waiting.push(owner);
        continue;
      }
      try {
        await this.#tell(owner, ownParts, progress, until.toJSDate());
        told += 1;
      } catch (error) {
        waiting.push(owner);
        failures.push(toError(error));
      }
    }
    await this.options.store.finish(until.toJSDate(), waiting);
    if (failures.length > 0) {
      this.options.logger.warn(
        `${failures.length} owner(s) could not be told what is new and will be tried again; the first failure follows`,
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

  async #tell(
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
    await this.options.store.told(owner, until);
    for (const { onTold } of parts) {
      await onTold?.();
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

function byLongestWait(
  parts: SummaryPart[],
  progress: SummaryProgress,
): [owner: string, parts: SummaryPart[]][] {
  const since = (owner: string) => progress.sinceOf(owner).getTime();
  return [...Map.groupBy(parts, ({ owner }) => owner)].sort(
    ([a], [b]) => since(a) - since(b),
  );
}

/* After a change of the rules an owner may have hundreds; the link leads to all of them. */
const MOST_LINES = 10;
/** Characters; the notifications backend keeps 255 of a title. */
const LONGEST_TITLE = 250;
const LONGEST_LINE = 300;

/**
 * One notification of all that is new to an owner. When it is sent again, because nobody knows whether it
 * arrived, it takes the place of the earlier one.
 *
 * @param since - what happened until then, the owner knows already
 */
export function composeSummary(
  owner: string,
  parts: SummaryPart[],
  since: Date,
): NotificationSendOptions['payload'] {
  const [first, ...others] = parts;
  return {
    title: shorten(
      parts.map(({ headline }) => headline).join(' · '),
      LONGEST_TITLE,
    ),
    description: linesOf(parts).join('\n'),
    link: others.length === 0 ? first.link : servicesLink(owner),
    severity: parts.some(({ isUrgent }) => isUrgent) ? 'high' : 'normal',
    topic: 'team-summary',
    scope: `team-summary:${hashOfText(`${owner} ${since.toISOString()}`)}`,
  };
}

function linesOf(parts: SummaryPart[]): string[] {
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

/** How many lines of each kind are shown; no kind crowds out another one. */
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

function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
