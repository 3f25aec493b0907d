import { Knex } from 'knex';
import { selectJsonRows } from '../database/jsonRows';
import { lockInOrder } from '../database/sql';

/** A group of the catalog with its place in the organisation. */
export interface Team {
  entityRef: string;
  /** Absent at the top. */
  parentRef?: string;
}

const columns = {
  entity_ref: 'text',
  parent_ref: 'text',
  sync_id: 'text',
} as const;

/** Stores the hierarchy of groups, for rolling up figures. Table: `teams`. */
export class TeamStore {
  constructor(private readonly knex: Knex) {}

  /** Inserts or refreshes groups and marks them as seen by the given sync. */
  async upsert(teams: Team[], syncId: string): Promise<void> {
    // PostgreSQL refuses a statement that upserts the same row twice.
    const rows = new Map(
      teams.map(({ entityRef, parentRef = null }) => [
        entityRef,
        {
          entity_ref: entityRef,
          // A group that claims to be its own parent has none.
          parent_ref: parentRef === entityRef ? null : parentRef,
          sync_id: syncId,
        },
      ]),
    );
    await this.knex.raw(
      `INSERT INTO teams (${Object.keys(columns)})
      SELECT * FROM (?) AS seen WHERE true ORDER BY entity_ref
      ON CONFLICT (entity_ref) DO UPDATE
      SET parent_ref = excluded.parent_ref, sync_id = excluded.sync_id`,
      [selectJsonRows(this.knex, columns, [...rows.values()])],
    );
  }

  /** Removes groups that neither the given sync nor a later one saw. */
  async removeUnseen(syncId: string): Promise<void> {
    await lockInOrder(this.knex, 'teams', query =>
      query.where('sync_id', '<', syncId),
    ).delete();
  }
}
