import { Knex } from 'knex';
import { VisibleEntities } from '../../catalog/types';
import { selectJsonRows } from '../../database/jsonRows';
import { isSqlite } from '../../database/sql';

/** Up to this number, entities are looked up by reference. */
const FEW = 200;

/** The entities that a caller may see, in a form for SQL. */
export type VisibleRows =
  | Extract<VisibleEntities, { all: true }>
  | (Extract<VisibleEntities, { all: false }> & {
      /** A byte per number of a scorecard, 1 if visible; absent for few entities. */
      flags?: Buffer;
      /** The hidden scorecards, if they are fewer: found faster, and subtracted from stored sums. */
      hidden?: HiddenNumbers;
    });

/** The scorecards to sum up: visible ones, of a kind if given. */
export type SummedRows = VisibleRows & {
  /** In lower case. */
  kind?: string;
};

/** The numbers of hidden scorecards. Scorecards with no number or a newer one are hidden as well. */
export interface HiddenNumbers {
  last: number;
  /** As JSON. */
  numbers: string;
}

export function isHidden(
  knex: Knex,
  { last, numbers }: HiddenNumbers,
): Knex.Raw {
  return isSqlite(knex)
    ? knex.raw(
        '(number IS NULL OR number > ? OR number IN (SELECT value FROM json_each(?)))',
        [last, numbers],
      )
    : knex.raw('(number IS NULL OR number > ? OR number = ANY(?::int[]))', [
        last,
        numbers.replace('[', '{').replace(']', '}'),
      ]);
}

export function isFlagged(knex: Knex, flags: Buffer): Knex.Raw {
  const flag = Buffer.from([1]);
  return isSqlite(knex)
    ? knex.raw('SUBSTR(?, number, 1) = ?', [flags, flag])
    : knex.raw('SUBSTR(?::bytea, number, 1) = ?::bytea', [flags, flag]);
}

/**
 * Numbers scorecards, so that one byte per scorecard shows a database whether it is visible. Otherwise the database would
 * read and sort thousands of references for each query.
 */
export class ScorecardNumbers {
  /** By entity, including removed scorecards, because no number is used twice. */
  readonly #numbers = new Map<string, number>();
  readonly #seen = new WeakMap<
    readonly string[],
    { last: number; flags: Buffer; hidden?: HiddenNumbers }
  >();
  #last = 0;
  #running?: Promise<void>;
  #next?: Promise<void>;

  constructor(private readonly knex: Knex) {}

  async toRows(visible: VisibleEntities): Promise<VisibleRows> {
    if (visible.all || visible.entityRefs.length <= FEW) {
      return visible;
    }
    await this.#catchUp();
    const { flags, hidden } = this.#toSeen(visible.entityRefs);
    return { ...visible, flags, hidden };
  }

  /* Concurrent requests share one read, which begins after each of them, so that they see scorecards saved before. */
  #catchUp(): Promise<void> {
    if (!this.#running) {
      this.#running = this.#readAll().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    const again = () => {
      this.#next = undefined;
      return this.#catchUp();
    };
    this.#next ??= this.#running.then(again, again);
    return this.#next;
  }

  async #readAll(): Promise<void> {
    while (await this.#isBehind()) {
      await this.#numberAll();
    }
  }

  /** Reads new numbers. True if there are scorecards without a number. */
  async #isBehind(): Promise<boolean> {
    const rows: { entity_ref: string; number: number | null }[] =
      await this.knex('scorecards')
        .where('number', '>', this.#last)
        .select('entity_ref', 'number')
        .unionAll(
          this.knex
            .from(
              this.knex('scorecards')
                .whereNull('number')
                .limit(1)
                .select('entity_ref', 'number')
                .as('unnumbered'),
            )
            .select('entity_ref', 'number'),
        );
    for (const { entity_ref: entityRef, number } of rows) {
      if (number !== null) {
        // Another request may have read newer numbers.
        const known = this.#numbers.get(entityRef) ?? 0;
        this.#numbers.set(entityRef, Math.max(known, number));
        this.#last = Math.max(this.#last, number);
      }
    }
    return rows.some(({ number }) => number === null);
  }

  /*
   * The lock makes numbers of all back ends visible in their order. Scorecards are locked in the order of all writers.
   */
  async #numberAll(): Promise<void> {
    await this.knex.transaction(async tx => {
      const counter = tx('scorecard_numbers');
      const { last }: { last: number } = await (
        isSqlite(tx) ? counter : counter.forUpdate()
      ).first('last');
      const unnumbered = tx('scorecards')
        .whereNull('number')
        .orderBy('entity_ref');
      const entityRefs: string[] = await (
        isSqlite(tx) ? unnumbered : unnumbered.forNoKeyUpdate()
      ).pluck('entity_ref');
      const rows = entityRefs.map((entityRef, index) => ({
        entity_ref: entityRef,
        number: last + 1 + index,
      }));
      await tx.raw(
        `UPDATE scorecards SET number = numbered.number FROM (?) AS numbered
        WHERE scorecards.entity_ref = numbered.entity_ref`,
        [selectJsonRows(tx, { entity_ref: 'text', number: 'integer' }, rows)],
      );
      await tx('scorecard_numbers').update({ last: last + rows.length });
    });
  }

  #toSeen(entityRefs: readonly string[]) {
    const known = this.#seen.get(entityRefs);
    if (known?.last === this.#last) {
      return known;
    }
    const last = this.#last;
    const flags = Buffer.alloc(last);
    for (const entityRef of entityRefs) {
      const number = this.#numbers.get(entityRef);
      if (number !== undefined) {
        flags[number - 1] = 1;
      }
    }
    const seen = {
      last,
      flags,
      hidden: 2 * entityRefs.length > last ? listHidden(flags) : undefined,
    };
    if (Object.isFrozen(entityRefs)) {
      this.#seen.set(entityRefs, seen);
    }
    return seen;
  }
}

function listHidden(flags: Buffer): HiddenNumbers {
  const numbers: number[] = [];
  flags.forEach((flag, index) => {
    if (flag === 0) {
      numbers.push(index + 1);
    }
  });
  return { last: flags.length, numbers: JSON.stringify(numbers) };
}
