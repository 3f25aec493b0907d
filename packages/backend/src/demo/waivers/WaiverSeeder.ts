import { DateTime } from 'luxon';
import { Seeder } from '../Seeder';
import { WaiverEntry } from './script';

/**
 * Plays a script of waivers. It may be played again at each start: every entry has its own idempotency key, and a
 * waiver that is not a request any more is not touched. A check whose facts are still collected is not known to fail,
 * which is a conflict for as long as it is so, and no refusal.
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
