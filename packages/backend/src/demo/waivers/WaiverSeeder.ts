import { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, ResponseError } from '@backstage/errors';
import { PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { untilPossible } from '../untilPossible';
import { WaiverEntry } from './script';

/**
 * Plays a script of waivers. It may be played again at each start: every entry has its own idempotency key, and a
 * waiver that is not a request any more is not touched.
 */
export class WaiverSeeder {
  readonly #logger: LoggerService;
  readonly #signIn: (entityRef: string) => Promise<PavedRoadApi>;
  readonly #signal: AbortSignal;
  readonly #retryMs: number;

  constructor(options: {
    logger: LoggerService;
    signIn: (entityRef: string) => Promise<PavedRoadApi>;
    signal: AbortSignal;
    /** How long to wait before asking again for a scorecard that is not there yet. */
    retryMs?: number;
  }) {
    this.#logger = options.logger;
    this.#signIn = options.signIn;
    this.#signal = options.signal;
    this.#retryMs = options.retryMs ?? 2_000;
  }

  async play(script: WaiverEntry[]): Promise<void> {
    let decided = 0;
    for (const [index, entry] of script.entries()) {
      try {
        const isNew = await untilPossible(
          () => this.#playEntry(entry, `example-${index + 1}`),
          { isRefusal, retryMs: this.#retryMs, signal: this.#signal },
        );
        decided += isNew ? 1 : 0;
      } catch (error) {
        throw new ForwardedError(
          `Waiver ${index + 1} in the example, of ${entry.checkId} for ${entry.entityRef}, failed`,
          ResponseError.is(error) ? error.cause : error,
        );
      }
    }
    if (decided > 0) {
      this.#logger.info(`Decided on ${decided} of the example's waivers`);
    }
  }

  /** Returns whether it was decided now. */
  async #playEntry(
    entry: WaiverEntry,
    idempotencyKey: string,
  ): Promise<boolean> {
    const {
      requestedBy,
      reviewer,
      comment,
      status,
      expiresInDays,
      ...content
    } = entry;
    const asRequester = await this.#signIn(requestedBy);
    const waiver = await asRequester.requestWaiver({
      ...content,
      expiresAt: DateTime.utc()
        .plus({ days: expiresInDays })
        .toJSDate()
        .toISOString(),
      idempotencyKey,
    });
    if (waiver.status !== 'requested' || status === 'requested') {
      return false;
    }
    const asReviewer = await this.#signIn(reviewer);
    await (status === 'approved'
      ? asReviewer.approveWaiver(waiver.id, waiver.etag, comment)
      : asReviewer.rejectWaiver(waiver.id, waiver.etag, comment));
    return true;
  }
}

/** A check whose facts are still collected is not known to fail, which is a conflict for as long as it is so. */
function isRefusal(error: unknown): boolean {
  return ResponseError.is(error) && error.statusCode === 400;
}
