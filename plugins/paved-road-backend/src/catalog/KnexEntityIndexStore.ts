import { Knex } from 'knex';
import { toSnapshotText } from './catalogSnapshot';
import { EntityIndexStore, EntityRecord } from './types';

/* SQLite takes at most 32,766 bound values in one statement; a row here has 11. */
const ROWS_PER_STATEMENT = 500;

/** EntityIndexStore in the table `entities`. */
export class KnexEntityIndexStore implements EntityIndexStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async upsert(records: EntityRecord[], syncId: string): Promise<void> {
    // PostgreSQL refuses a statement that upserts the same row twice.
    const unique = new Map(records.map(record => [record.entityRef, record]));
    // One order for all writers, so that two of them cannot wait for each other.
    const rows = [...unique.values()]
      .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1))
      .map(({ entityRef, ...record }) => ({
        entity_ref: entityRef,
        kind: record.kind,
        namespace: record.namespace,
        name: record.name,
        title: record.title,
        type: record.type ?? null,
        lifecycle: record.lifecycle ?? null,
        owner: record.owner ?? null,
        system: record.system ?? null,
        snapshot: toSnapshotText(record.snapshot),
        sync_id: syncId,
      }));
    for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
      await this.#knex('entities')
        .insert(rows.slice(start, start + ROWS_PER_STATEMENT))
        .onConflict('entity_ref')
        .merge();
    }
  }

  async removeUnseen(syncId: string): Promise<string[]> {
    return await this.#knex.transaction(async tx => {
      const unseen: string[] = await tx('entities')
        .where('sync_id', '<', syncId)
        .orderBy('entity_ref')
        .forUpdate()
        .pluck('entity_ref');
      await tx('entities').where('sync_id', '<', syncId).delete();
      return unseen;
    });
  }

  async remove(entityRef: string): Promise<void> {
    await this.#knex('entities').where('entity_ref', entityRef).delete();
  }
}
