import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { selectJsonRows } from '../database/jsonRows';
import { createInCondition, isSqlite, StoredTime } from '../database/sql';
import { Orphan } from './Orphan';

export type Uids = Map<string, string>;

/** A row of the table `orphaned_entities`. */
export interface OrphanRow {
  entity_ref: string;
  uid: string;
  orphaned_at: StoredTime;
}

/** If two back ends see an entity for the first time at once, the second changes nothing. */
export async function insertUids(knex: Knex, uids: Uids): Promise<void> {
  if (uids.size > 0) {
    await knex.raw(
      `INSERT INTO entity_identities (entity_ref, uid)
      SELECT * FROM (?) AS seen WHERE true ORDER BY entity_ref
      ON CONFLICT (entity_ref) DO NOTHING`,
      [selectOrphanRows(knex, toOrphans(uids))],
    );
  }
}

export async function selectUids(
  knex: Knex,
  entityRefs: string[],
): Promise<Uids> {
  return fromRows(await selectRows(knex, entityRefs));
}

/** Like {@link selectUids}, but locks the rows for the rest of the transaction. */
export async function lockUids(tx: Knex, entityRefs: string[]): Promise<Uids> {
  const query = selectRows(tx, entityRefs).orderBy('entity_ref');
  return fromRows(await (isSqlite(tx) ? query : query.forUpdate()));
}

function selectRows(knex: Knex, entityRefs: string[]): Knex.QueryBuilder {
  return knex('entity_identities')
    .whereRaw(createInCondition(knex, 'entity_ref', entityRefs))
    .select('entity_ref', 'uid');
}

export async function updateUids(tx: Knex, uids: Uids): Promise<void> {
  await tx.raw(
    `UPDATE entity_identities SET uid = newest.uid FROM (?) AS newest
    WHERE entity_identities.entity_ref = newest.entity_ref`,
    [selectOrphanRows(tx, toOrphans(uids))],
  );
}

/** Rows of `entity_ref` and `uid`. */
export function selectOrphanRows(knex: Knex, orphans: Orphan[]): Knex.Raw {
  return selectJsonRows(
    knex,
    { entity_ref: 'text', uid: 'text' },
    orphans.map(({ entityRef, uid }) => ({ entity_ref: entityRef, uid })),
  );
}

function fromRows(rows: { entity_ref: string; uid: string }[]): Uids {
  return new Map(rows.map(row => [row.entity_ref, row.uid]));
}

/** The uids of entities; entities that are not from a catalog have none. */
export function toUidsByRef(entities: Entity[]): Uids {
  return new Map(
    entities.flatMap((entity): [string, string][] => {
      const { uid } = entity.metadata;
      return uid === undefined ? [] : [[stringifyEntityRef(entity), uid]];
    }),
  );
}

export function toOrphans(uids: Uids): Orphan[] {
  return [...uids].map(([entityRef, uid]) => ({ entityRef, uid }));
}

export function toOrphan(row: OrphanRow): Orphan {
  return { entityRef: row.entity_ref, uid: row.uid };
}
