import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { selectJsonRows } from '../database/jsonRows';
import { createInCondition, isSqlite } from '../database/sql';
import { AccessClass } from './AccessClasses';
import { EntityProperty } from './entityProperties';
import { VisibleClasses } from './types';

/** A property that conditions ask for. */
export interface WantedProperty extends EntityProperty {
  /** The day of its last use; ISO 8601. */
  usedOn: string;
}

/** The last complete read of the catalog. */
export interface AccessState {
  /** The same as long as no entity changes its class. */
  revision: number;
  /** Milliseconds since it began; undefined before the first one. */
  age?: number;
  /** Milliseconds that it took. */
  duration: number;
  /** In lower case. */
  kinds: string[];
  properties: WantedProperty[];
}

interface StateRow {
  revision: number;
  age: number | string | null;
  duration: number;
  kinds: string;
  properties: string;
}

/** Another back end reads the catalog now, because this one was too slow. */
export class ClaimLost extends Error {}

const columns = { entity_ref: 'text', class_id: 'integer' } as const;

const PAGE_SIZE = 5_000;
/** Rows of an insert; SQLite limits the placeholders. */
const AT_ONCE = 500;

/** With copies of classes, in the order in which all writers lock them. */
const copies = ['entities', 'scorecards'];

/**
 * The class of each entity, for all back ends. One of them at a time reads the catalog and writes. Times are by the
 * clock of the database. Tables: `access_index`, `access_classes`, `entity_access`, and `class_id` of
 * `entities` and `scorecards`.
 */
export class AccessIndexStore {
  constructor(private readonly knex: Knex) {}

  async state(): Promise<AccessState> {
    const row: StateRow = await this.knex('access_index').first(
      'revision',
      'duration',
      'kinds',
      'properties',
      this.knex.raw('? - began_at AS age', [nowInMilliseconds(this.knex)]),
    );
    return {
      revision: row.revision,
      duration: row.duration,
      age: row.age === null ? undefined : Number(row.age),
      kinds: JSON.parse(row.kinds),
      properties: JSON.parse(row.properties),
    };
  }

  /** All classes, by id. */
  async classes(): Promise<AccessClass[]> {
    return await this.knex('access_classes')
      .orderBy('id')
      .select('id', 'traits', 'size');
  }

  /** The references of entities that belong to given classes. */
  async ofClasses(
    entityRefs: string[],
    { ids }: Pick<VisibleClasses, 'ids'>,
  ): Promise<string[]> {
    return await this.knex('entity_access')
      .whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs))
      .whereRaw(createInCondition(this.knex, 'class_id', ids))
      .pluck('entity_ref');
  }

  /**
   * Reserves the next read of the catalog, or a running one for longer.
   *
   * @param holder - of the back end
   * @returns whether it is reserved
   */
  async claim(holder: string, milliseconds: number): Promise<boolean> {
    const now = nowInMilliseconds(this.knex);
    const claimed = await this.knex('access_index')
      .where(free =>
        free
          .where({ holder })
          .orWhereNull('holder')
          .orWhereRaw('held_until < ?', [now])
          // The clock was set back.
          .orWhereRaw('held_until > ? + ?', [now, 10 * milliseconds]),
      )
      .update({
        holder,
        held_until: this.knex.raw('? + ?', [now, milliseconds]),
      });
    return claimed > 0;
  }

  async release(holder: string): Promise<void> {
    await this.knex('access_index').where({ holder }).update({ holder: null });
  }

  /**
   * Writes the traits of entities where they differ, and prolongs the claim.
   *
   * @param traits - by reference
   * @throws ClaimLost if the holder has lost its claim
   */
  async write(
    holder: string,
    traits: Map<string, string>,
    milliseconds: number,
  ): Promise<void> {
    await this.#holding(holder, milliseconds, async tx => {
      const ids = await findClasses(tx, [...new Set(traits.values())]);
      const page = [...traits].map(([entity_ref, text]) => ({
        entity_ref,
        class_id: ids.get(text)!,
      }));
      // A conflict locks the row, so only what differs may have one.
      const { rows } = toResult<{ entity_ref: string }>(
        await tx.raw(
          `INSERT INTO entity_access (entity_ref, class_id)
          SELECT page.entity_ref, page.class_id FROM (?) AS page
          LEFT JOIN entity_access AS known ON known.entity_ref = page.entity_ref
          WHERE known.class_id IS DISTINCT FROM page.class_id
          ON CONFLICT (entity_ref) DO UPDATE SET class_id = excluded.class_id
          RETURNING entity_ref`,
          [selectJsonRows(tx, columns, page)],
        ),
      );
      if (rows.length > 0) {
        const written = rows.map(row => row.entity_ref);
        await copyClasses(tx, written);
        await tx('access_index').increment('revision', 1);
      }
    });
  }

  /** The entities in the index that a read has not seen. */
  async unseen(seen: ReadonlySet<string>): Promise<string[]> {
    const [{ count }] = await this.knex('entity_access').count({ count: '*' });
    const unseen: string[] = [];
    // Each entity that was seen is in the index.
    for (let after = ''; seen.size + unseen.length < Number(count);) {
      const refs: string[] = await this.knex('entity_access')
        .where('entity_ref', '>', after)
        .orderBy('entity_ref')
        .limit(PAGE_SIZE)
        .pluck('entity_ref');
      if (refs.length === 0) {
        break;
      }
      unseen.push(...refs.filter(ref => !seen.has(ref)));
      after = refs[refs.length - 1];
    }
    return unseen;
  }

  /** Drops properties that nobody asks for, before the traits of entities lack them. */
  async keepProperties(
    holder: string,
    properties: WantedProperty[],
  ): Promise<void> {
    await this.knex('access_index')
      .where({ holder })
      .update({ properties: JSON.stringify(properties) });
  }

  /**
   * Hides entities that the catalog no longer has, and completes the read.
   *
   * @throws ClaimLost if the holder has lost its claim
   */
  async finish(
    holder: string,
    read: {
      removed: string[];
      duration: number;
      kinds: string[];
      properties: WantedProperty[];
    },
  ): Promise<void> {
    const { removed, duration, kinds, properties } = read;
    await this.#holding(holder, 0, async tx => {
      await tx('entity_access')
        .whereRaw(createInCondition(tx, 'entity_ref', removed))
        .delete();
      await copyClasses(tx, removed);
      await copyClasses(tx);
      const hasChanged = (await updateClasses(tx)) || removed.length > 0;
      await tx('access_index').update({
        revision: tx.raw('revision + ?', [hasChanged ? 1 : 0]),
        began_at: tx.raw('? - ?', [nowInMilliseconds(tx), duration]),
        duration,
        kinds: JSON.stringify(kinds),
        properties: JSON.stringify(properties),
        holder: null,
      });
    });
  }

  async #holding(
    holder: string,
    milliseconds: number,
    write: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.knex.transaction(async tx => {
      // Locks the row, so that no other back end claims it meanwhile.
      const held = await tx('access_index')
        .where({ holder })
        .update({
          held_until: tx.raw('? + ?', [nowInMilliseconds(tx), milliseconds]),
        });
      if (held === 0) {
        throw new ClaimLost('Another back end reads the catalog');
      }
      await write(tx);
    });
  }
}

/** The ids of classes by their traits. */
async function findClasses(
  tx: Knex,
  texts: string[],
): Promise<Map<string, number>> {
  const digests = new Map(texts.map(text => [toDigest(text), text]));
  const read = async (): Promise<{ id: number; digest: string }[]> =>
    await tx('access_classes')
      .whereRaw(createInCondition(tx, 'digest', [...digests.keys()]))
      .select('id', 'digest');
  let rows = await read();
  if (rows.length < digests.size) {
    const known = new Set(rows.map(({ digest }) => digest));
    await tx.batchInsert(
      'access_classes',
      [...digests]
        .filter(([digest]) => !known.has(digest))
        .map(([digest, traits]) => ({ digest, traits, size: 0 })),
      AT_ONCE,
    );
    rows = await read();
  }
  return new Map(rows.map(({ id, digest }) => [digests.get(digest)!, id]));
}

/* Ids are not used again, so a class that is removed stays hidden wherever it is still known. */
async function updateClasses(tx: Knex): Promise<boolean> {
  const sizes = tx('entity_access')
    .groupBy('class_id')
    .select('class_id')
    .count({ entities: '*' });
  const { rows } = toResult(
    await tx.raw(
      `UPDATE access_classes SET size = sizes.entities FROM ? AS sizes
      WHERE sizes.class_id = access_classes.id AND size <> sizes.entities
      RETURNING id`,
      [sizes],
    ),
  );
  const removed = await tx('access_classes')
    .whereNotIn('id', tx('entity_access').select('class_id'))
    .delete();
  return rows.length + removed > 0;
}

/**
 * Copies the classes of new entities and scorecards. Not in the transaction that inserts them, and not while classes are
 * written, because a change at the same moment would be lost.
 */
export async function fillInClasses(
  knex: Knex,
  entityRefs: string[],
): Promise<void> {
  await knex.transaction(async tx => {
    if (!isSqlite(tx)) {
      await tx('access_index').forShare().select('revision');
    }
    await copyClasses(tx, entityRefs);
  });
}

/** @param entityRefs - absent for all without a class */
async function copyClasses(tx: Knex, entityRefs?: string[]): Promise<void> {
  for (const table of copies) {
    const locked = tx(`${table} as t`)
      .leftJoin('entity_access as a', 'a.entity_ref', 't.entity_ref')
      .whereRaw('t.class_id IS DISTINCT FROM a.class_id')
      .whereRaw(
        entityRefs
          ? createInCondition(tx, 't.entity_ref', entityRefs)
          : tx.raw('t.class_id IS NULL'),
      )
      .orderBy('t.entity_ref')
      .select('t.entity_ref', 'a.class_id');
    if (!isSqlite(tx)) {
      // In the order of all writers, so that they cannot deadlock.
      locked.forNoKeyUpdate('t');
    }
    await tx.raw(
      `WITH locked AS MATERIALIZED ?
      UPDATE ?? SET class_id = locked.class_id FROM locked
      WHERE ??.entity_ref = locked.entity_ref`,
      [locked, table, table],
    );
  }
}

/* SQLite returns rows as they are. */
function toResult<Row>(result: { rows: Row[] } | Row[]): { rows: Row[] } {
  return Array.isArray(result) ? { rows: result } : result;
}

function toDigest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function nowInMilliseconds(knex: Knex): Knex.Raw {
  return knex.raw(
    isSqlite(knex)
      ? "CAST((julianday('now') - 2440587.5) * 86400000 AS integer)"
      : 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)',
  );
}
