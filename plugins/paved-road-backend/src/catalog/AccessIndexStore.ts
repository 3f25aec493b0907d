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
    const rows: { id: number; traits: string; size: number | string }[] =
      await this.knex('access_classes as c')
        .leftJoin(
          this.knex('entity_access')
            .groupBy('class_id')
            .select('class_id')
            .count({ size: '*' })
            .as('sizes'),
          'sizes.class_id',
          'c.id',
        )
        .orderBy('c.id')
        .select('c.id', 'c.traits', 'sizes.size');
    return rows.map(row => ({ ...row, size: Number(row.size) }));
  }

  /** Those of some entities that belong to given classes. */
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

  /** The traits of all entities by reference, some thousand at a time. */
  async *traits(): AsyncGenerator<{ entity_ref: string; traits: string }[]> {
    let after = '';
    for (;;) {
      const rows: { entity_ref: string; traits: string }[] = await this.knex(
        'entity_access as a',
      )
        .join('access_classes as c', 'c.id', 'a.class_id')
        .where('a.entity_ref', '>', after)
        .orderBy('a.entity_ref')
        .limit(PAGE_SIZE)
        .select('a.entity_ref', 'c.traits');
      yield rows;
      if (rows.length < PAGE_SIZE) {
        return;
      }
      after = rows[rows.length - 1].entity_ref;
    }
  }

  /**
   * Writes the traits of entities.
   *
   * @param traits - by reference
   * @returns the new revision
   * @throws ClaimLost if the holder has lost its claim
   */
  async write(holder: string, traits: Map<string, string>): Promise<number> {
    return await this.#holding(holder, { changes: true }, async tx => {
      const digests = new Map(
        [...new Set(traits.values())].map(text => [text, toDigest(text)]),
      );
      await tx('access_classes')
        .insert(
          [...digests].map(([text, digest]) => ({ traits: text, digest })),
        )
        .onConflict('digest')
        .ignore();
      const classes: { id: number; digest: string }[] = await tx(
        'access_classes',
      )
        .whereRaw(createInCondition(tx, 'digest', [...digests.values()]))
        .select('id', 'digest');
      const ids = new Map(classes.map(({ id, digest }) => [digest, id]));
      const page = selectJsonRows(
        tx,
        columns,
        [...traits]
          .map(([entity_ref, text]) => ({
            entity_ref,
            class_id: ids.get(digests.get(text)!)!,
          }))
          .sort((a, b) => (a.entity_ref < b.entity_ref ? -1 : 1)),
      );
      await tx.raw(
        `INSERT INTO entity_access (entity_ref, class_id)
        SELECT * FROM (?) AS page WHERE true
        ON CONFLICT (entity_ref) DO UPDATE SET class_id = excluded.class_id`,
        [page],
      );
      await copyClasses(
        tx,
        createInCondition(tx, 'entity_ref', [...traits.keys()]),
      );
    });
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
   * @returns the new revision
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
  ): Promise<number> {
    const { removed, duration, kinds, properties } = read;
    const changes = removed.length > 0;
    return await this.#holding(holder, { changes }, async tx => {
      if (changes) {
        const isRemoved = createInCondition(tx, 'entity_ref', removed);
        await tx('entity_access').whereRaw(isRemoved).delete();
        for (const table of copies) {
          await tx(table).whereRaw(isRemoved).update({ class_id: null });
        }
      }
      await fillInClasses(tx);
      await tx('access_index').update({
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
    { changes }: { changes: boolean },
    write: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<number> {
    return await this.knex.transaction(async tx => {
      // Locks the row, so that no other back end claims it meanwhile.
      const [held]: { revision: number }[] = await tx('access_index')
        .where({ holder })
        .increment('revision', changes ? 1 : 0)
        .returning('revision');
      if (!held) {
        throw new ClaimLost('Another back end reads the catalog');
      }
      await write(tx);
      return held.revision;
    });
  }
}

/**
 * Copies the classes of new entities and scorecards. Not in the transaction that inserts them, because a change of the
 * class at the same moment would be lost.
 */
export async function fillInClasses(knex: Knex): Promise<void> {
  await copyClasses(knex, knex.raw('class_id IS NULL'));
}

async function copyClasses(knex: Knex, which: Knex.Raw): Promise<void> {
  for (const table of copies) {
    await copyClassesTo(knex, table, which);
  }
}

async function copyClassesTo(
  knex: Knex,
  table: string,
  which: Knex.Raw,
): Promise<void> {
  const locked = knex(table)
    .whereRaw(which)
    .orderBy('entity_ref')
    .select('entity_ref');
  if (!isSqlite(knex)) {
    // In the order of all writers, so that they cannot deadlock.
    locked.forNoKeyUpdate();
  }
  await knex.raw(
    `WITH locked AS MATERIALIZED ?
    UPDATE ?? SET class_id = access.class_id
    FROM locked JOIN entity_access AS access ON access.entity_ref = locked.entity_ref
    WHERE ??.entity_ref = locked.entity_ref`,
    [locked, table, table],
  );
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
