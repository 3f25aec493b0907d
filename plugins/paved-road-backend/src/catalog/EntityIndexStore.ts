import { Knex } from 'knex';
import { JsonRow, selectJsonRows } from '../database/jsonRows';
import { lockInOrder, createInCondition } from '../database/sql';
import { toSnapshotText } from './catalogSnapshot';
import { EntityRecord } from './types';

const columns = {
  entity_ref: 'text',
  kind: 'text',
  namespace: 'text',
  name: 'text',
  title: 'text',
  type: 'text',
  lifecycle: 'text',
  owner: 'text',
  system: 'text',
  snapshot: 'text',
  digest: 'text',
  sync_id: 'text',
} as const;

interface SeenRow {
  entity_ref: string;
  digest: string | null;
}

/** Copy of the catalog data that lists filter, sort and group by. Table: `entities`. */
export class EntityIndexStore {
  constructor(private readonly knex: Knex) {}

  /** The id of a new pass over the catalog; it sorts after earlier passes. */
  async beginSync(): Promise<string> {
    const [{ count }] = await this.knex('catalog_syncs')
      .increment('count', 1)
      .returning('count');
    return toSyncId(count);
  }

  /**
   * Records the entities that a pass over the catalog saw.
   *
   * @param syncId - the pass; by default the newest one, so that it does not consider them removed
   * @returns references that are missing in the index or have another hash there
   */
  async seen(
    entities: { entityRef: string; hash: string }[],
    syncId?: string,
  ): Promise<string[]> {
    const entityRefs = entities.map(({ entityRef }) => entityRef);
    const known =
      syncId === undefined
        ? await this.#marked(entityRefs, await this.#newestSync())
        : await this.#mark(entityRefs, syncId);
    const hashes = new Map(known.map(row => [row.entity_ref, row.digest]));
    return entities
      .filter(({ entityRef, hash }) => hashes.get(entityRef) !== hash)
      .map(({ entityRef }) => entityRef);
  }

  /** Inserts or refreshes records; `syncId` as in {@link EntityIndexStore.seen}. */
  async upsert(records: EntityRecord[], syncId?: string): Promise<void> {
    if (records.length === 0) {
      return;
    }
    const seenBy = syncId ?? (await this.#newestSync());
    // PostgreSQL refuses a statement that upserts the same row twice.
    const rows = new Map(
      records.map(record => [record.entityRef, toRow(record, seenBy)]),
    );
    const updates = Object.keys(columns)
      .filter(name => name !== 'entity_ref')
      .map(name => `${name} = excluded.${name}`);
    await this.knex.raw(
      `INSERT INTO entities (${Object.keys(columns)})
      SELECT * FROM (?) AS seen WHERE true ORDER BY entity_ref
      ON CONFLICT (entity_ref) DO UPDATE SET ${updates}`,
      [selectJsonRows(this.knex, columns, [...rows.values()])],
    );
  }

  /** Some of the entities that neither the given pass nor a later one saw. */
  async unseen(syncId: string, limit: number): Promise<string[]> {
    return await this.knex('entities')
      .where('sync_id', '<', syncId)
      .orderBy('entity_ref')
      .limit(limit)
      .pluck('entity_ref');
  }

  async remove(entityRefs: string[]): Promise<void> {
    await this.#rowsOf(entityRefs).delete();
  }

  async count(): Promise<number> {
    const [{ count }] = await this.knex('entities').count({ count: '*' });
    return Number(count);
  }

  async #mark(entityRefs: string[], syncId: string): Promise<SeenRow[]> {
    return await this.#rowsOf(entityRefs)
      .update({ sync_id: syncId })
      .returning(['entity_ref', 'digest']);
  }

  /** Between two passes, most have the mark of the last one, and are not written. */
  async #marked(entityRefs: string[], syncId: string): Promise<SeenRow[]> {
    const rows: (SeenRow & { sync_id: string })[] = await this.knex('entities')
      .whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs))
      .select('entity_ref', 'digest', 'sync_id');
    const others = rows.filter(row => row.sync_id !== syncId);
    if (others.length > 0) {
      await this.#mark(
        others.map(row => row.entity_ref),
        syncId,
      );
    }
    return rows;
  }

  #rowsOf(entityRefs: string[]): Knex.QueryBuilder {
    return lockInOrder(this.knex, 'entities', query =>
      query.whereRaw(createInCondition(this.knex, 'entity_ref', entityRefs)),
    );
  }

  async #newestSync(): Promise<string> {
    const { count } = await this.knex('catalog_syncs').first();
    return toSyncId(count);
  }
}

/* Text that sorts like the number. */
function toSyncId(count: number | string): string {
  return String(count).padStart(16, '0');
}

function toRow(record: EntityRecord, syncId: string): JsonRow {
  return {
    entity_ref: record.entityRef,
    kind: record.kind,
    namespace: record.namespace,
    name: record.name,
    title: record.title,
    type: record.type ?? null,
    lifecycle: record.lifecycle ?? null,
    owner: record.owner ?? null,
    system: record.system ?? null,
    snapshot: toSnapshotText(record.snapshot),
    digest: record.hash ?? null,
    sync_id: syncId,
  };
}
