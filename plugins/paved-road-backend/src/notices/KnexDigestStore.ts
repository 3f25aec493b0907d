import { Knex } from 'knex';
import { JsonRow, selectJsonRows } from '../database/jsonRows';
import { isOneOf, StoredTime } from '../database/sql';
import { DigestProgress, DigestStore } from './DigestStore';

/** Stands for all who have no row of their own. */
const EVERYBODY = '';

interface DigestRow {
  owner: string;
  seen_until: StoredTime;
  told_at: StoredTime | null;
}

/** DigestStore in the table `notice_digests`. */
export class KnexDigestStore implements DigestStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async begin(first: Date): Promise<DigestProgress> {
    await this.#knex('notice_digests')
      .insert({ owner: EVERYBODY, seen_until: first })
      .onConflict('owner')
      .ignore();
    const stored: DigestRow[] = await this.#knex('notice_digests').select();
    const rows = new Map(stored.map(row => [row.owner, row]));
    const times = stored.map(row => new Date(row.seen_until).getTime());
    return {
      sinceOf: owner =>
        new Date((rows.get(owner) ?? rows.get(EVERYBODY)!).seen_until),
      oldest: new Date(times.reduce((a, b) => Math.min(a, b))),
      toldAt(owner) {
        const told = rows.get(owner)?.told_at ?? undefined;
        return told === undefined ? undefined : new Date(told);
      },
    };
  }

  async told(
    owner: string,
    { until, at }: { until: Date; at: Date },
  ): Promise<void> {
    await this.#knex('notice_digests')
      .insert({ owner, seen_until: until, told_at: at })
      .onConflict('owner')
      .merge();
  }

  async finish(until: Date, waiting: string[]): Promise<void> {
    await this.#knex.transaction(async tx => {
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
