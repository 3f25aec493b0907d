import { Knex } from 'knex';
import { JsonRow, selectJsonRows } from '../database/jsonRows';
import { createInCondition, StoredTime } from '../database/sql';
import { SummaryPeriod } from './SummarySource';

/** The end of the last summary of each owner. */
export type SummaryProgress = Omit<SummaryPeriod, 'until'>;

/** Stands for all owners without a row. */
const EVERYBODY = '';

interface ProgressRow {
  owner: string;
  seen_until: StoredTime;
}

/** Remembers the end of the last summary of each owner. Every write is all or nothing. Table: `summary_progress`. */
export class SummaryProgressStore {
  constructor(private readonly knex: Knex) {}

  /** @param first - where the first summary ever begins */
  async begin(first: Date): Promise<SummaryProgress> {
    await this.knex('summary_progress')
      .insert({ owner: EVERYBODY, seen_until: first })
      .onConflict('owner')
      .ignore();
    const stored: ProgressRow[] = await this.knex('summary_progress').select();
    const rows = new Map(stored.map(row => [row.owner, row]));
    const times = stored.map(row => new Date(row.seen_until).getTime());
    return {
      sinceOf: owner =>
        new Date((rows.get(owner) ?? rows.get(EVERYBODY)!).seen_until),
      oldest: new Date(times.reduce((a, b) => Math.min(a, b))),
    };
  }

  /**
   * Claims an owner, so that no other back end sends the summary.
   *
   * @param restedSince - owners with a later claim that was not released are skipped
   * @returns whether the caller has the claim
   */
  async claim(
    owner: string,
    { at, restedSince }: { at: Date; restedSince: Date },
  ): Promise<boolean> {
    const claimed = await this.knex('summary_progress')
      .insert({
        owner,
        seen_until: this.knex('summary_progress')
          .select('seen_until')
          .where('owner', EVERYBODY),
        claimed_at: at,
      })
      .onConflict('owner')
      .merge({ claimed_at: at })
      .where(rested =>
        rested
          .whereNull('summary_progress.claimed_at')
          .orWhere('summary_progress.claimed_at', '<=', restedSince),
      )
      .returning('owner');
    return claimed.length > 0;
  }

  /** Releases a claim after a failure. */
  async release(owner: string): Promise<void> {
    await this.knex('summary_progress')
      .where({ owner })
      .update({ claimed_at: null });
  }

  /** Records that a claimed owner has a summary until a time. */
  async markSent(owner: string, until: Date): Promise<void> {
    await this.knex('summary_progress')
      .where({ owner })
      .update({ seen_until: until });
  }

  /**
   * Records that all summaries until a time are sent.
   *
   * @param waiting - owners whose summary is still missing
   */
  async finish(until: Date, waiting: string[]): Promise<void> {
    await this.knex.transaction(async tx => {
      // Their next summary begins where the last one for everybody ended.
      await tx.raw(
        `INSERT INTO summary_progress (owner, seen_until)
        SELECT waiting.owner, e.seen_until FROM (?) AS waiting
        JOIN summary_progress AS e ON e.owner = ? WHERE true
        ON CONFLICT (owner) DO NOTHING`,
        [
          selectJsonRows(
            tx,
            { owner: 'text' },
            waiting.map(owner => ({ owner }) satisfies JsonRow),
          ),
          EVERYBODY,
        ],
      );
      await tx('summary_progress')
        .where('seen_until', '<', until)
        .whereNot(kept =>
          kept.whereRaw(createInCondition(tx, 'owner', waiting)),
        )
        .update({ seen_until: until });
    });
  }
}
