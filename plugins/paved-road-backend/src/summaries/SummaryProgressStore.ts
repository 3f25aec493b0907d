import { Knex } from 'knex';
import { JsonRow, selectJsonRows } from '../database/jsonRows';
import { isOneOf, StoredTime } from '../database/sql';
import { SummaryPeriod } from './SummarySource';

/** What owners know already. */
export type SummaryProgress = Omit<SummaryPeriod, 'until'>;

/** Remembers until when owners know what is new. Every write is all or nothing. */
export interface SummaryProgressStore {
  /** @param first - what happened until then is known to all, where no summary was sent ever before */
  begin(first: Date): Promise<SummaryProgress>;

  /**
   * Reserves an owner for who is about to tell them, so that nobody else does.
   *
   * @param restedSince - who was reserved after that, and not released, is not reserved again
   * @returns whether they are reserved now
   */
  claim(
    owner: string,
    times: { at: Date; restedSince: Date },
  ): Promise<boolean>;

  /** An owner who was reserved could not be told. */
  release(owner: string): Promise<void>;

  /** An owner who was reserved got a summary of all that happened until a time. */
  told(owner: string, until: Date): Promise<void>;

  /**
   * There is nothing more to tell of what happened until a time.
   *
   * @param waiting - owners who still have to be told what they did not know before
   */
  finish(until: Date, waiting: string[]): Promise<void>;
}

/** Stands for all who have no row of their own. */
const EVERYBODY = '';

interface ProgressRow {
  owner: string;
  seen_until: StoredTime;
}

/** SummaryProgressStore in the table `notice_digests`. */
export class KnexSummaryProgressStore implements SummaryProgressStore {
  constructor(private readonly knex: Knex) {}

  async begin(first: Date): Promise<SummaryProgress> {
    await this.knex('notice_digests')
      .insert({ owner: EVERYBODY, seen_until: first })
      .onConflict('owner')
      .ignore();
    const stored: ProgressRow[] = await this.knex('notice_digests').select();
    const rows = new Map(stored.map(row => [row.owner, row]));
    const times = stored.map(row => new Date(row.seen_until).getTime());
    return {
      sinceOf: owner =>
        new Date((rows.get(owner) ?? rows.get(EVERYBODY)!).seen_until),
      oldest: new Date(times.reduce((a, b) => Math.min(a, b))),
    };
  }

  async claim(
    owner: string,
    { at, restedSince }: { at: Date; restedSince: Date },
  ): Promise<boolean> {
    const claimed = await this.knex('notice_digests')
      .insert({
        owner,
        seen_until: this.knex('notice_digests')
          .select('seen_until')
          .where('owner', EVERYBODY),
        told_at: at,
      })
      .onConflict('owner')
      .merge({ told_at: at })
      .where(rested =>
        rested
          .whereNull('notice_digests.told_at')
          .orWhere('notice_digests.told_at', '<=', restedSince),
      )
      .returning('owner');
    return claimed.length > 0;
  }

  async release(owner: string): Promise<void> {
    await this.knex('notice_digests')
      .where({ owner })
      .update({ told_at: null });
  }

  async told(owner: string, until: Date): Promise<void> {
    await this.knex('notice_digests')
      .where({ owner })
      .update({ seen_until: until });
  }

  async finish(until: Date, waiting: string[]): Promise<void> {
    await this.knex.transaction(async tx => {
      // They know what everybody knew, and do not come to know more now.
      await tx.raw(
        `INSERT INTO notice_digests (owner, seen_until)
        SELECT waiting.owner, e.seen_until FROM (?) AS waiting
        JOIN notice_digests AS e ON e.owner = ? WHERE true
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
      await tx('notice_digests')
        .where('seen_until', '<', until)
        .whereNot(kept => kept.whereRaw(isOneOf(tx, 'owner', waiting)))
        .update({ seen_until: until });
    });
  }
}
