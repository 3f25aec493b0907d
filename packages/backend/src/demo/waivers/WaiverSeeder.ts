import { DateTime } from 'luxon';
import { Seeder } from '../Seeder';
import { WaiverEntry } from './script';

/**
 * Performs a script of waivers. Repeating it at each start is safe: every entry has an idempotency key, and decided
 * waivers stay. While the facts of a check are being collected, the API answers with a conflict, which is retried.
 */
export class WaiverSeeder extends Seeder {
  async play(script: WaiverEntry[]): Promise<void> {
    let decided = 0;
    for (const [index, entry] of script.entries()) {
      const isNew = await this.untilPossible(
        `Waiver ${index + 1} in the example, of ${entry.checkId} for ${entry.entityRef},`,
        () => this.#playEntry(entry, `example-${index + 1}`),
      );
      decided += isNew ? 1 : 0;
    }
    await this.readReviews();
    if (decided > 0) {
      this.logger.info(`Decided on ${decided} of the example's waivers`);
    }
  }

  /** @returns whether this call decided it */
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
    const asRequester = await this.signIn(requestedBy);
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
    const asReviewer = await this.signIn(reviewer);
    await (entry.status === 'rejected'
      ? asReviewer.rejectWaiver(waiver.id, waiver.etag, entry.comment)
      : asReviewer.approveWaiver(waiver.id, waiver.etag, comment));
    this.hasReviewed(waiver.id, [reviewer]);
    return true;
  }
}
