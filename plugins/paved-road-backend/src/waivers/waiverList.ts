import { Knex } from 'knex';
import { z } from 'zod';
import { readCursor, writeCursor } from '../database/cursor';
import { isOneOf, StoredTime, toIsoTime } from '../database/sql';
import { VisibleEntities } from '../catalog/types';
import { WaiverFilter } from './WaiverStore';

interface Order {
  /** Tells the cursors of one order from those of another. */
  name: string;
  column: 'requested_at' | 'expires_at';
  direction: 'asc' | 'desc';
}

/** The order that a list with a filter is in. */
export function orderOf({ status, expiringBefore }: WaiverFilter): Order {
  if (expiringBefore || status === 'approved') {
    return { name: 'expiry', column: 'expires_at', direction: 'asc' };
  }
  return status === 'requested'
    ? { name: 'oldest', column: 'requested_at', direction: 'asc' }
    : { name: 'newest', column: 'requested_at', direction: 'desc' };
}

const positionSchema = z.tuple([
  z.string(),
  z.iso.datetime(),
  z.string().max(100),
]);

/** The cursor after a row of a list in an order. */
export function cursorAfter(
  row: { id: string; requested_at: StoredTime; expires_at: StoredTime },
  { name, column }: Order,
): string {
  return writeCursor([name, toIsoTime(row[column]), row.id]);
}

/**
 * Sorts a list and continues it after a cursor.
 *
 * @throws InputError when the cursor did not come from a list in this order
 */
export function inOrder(
  query: Knex.QueryBuilder,
  { name, column, direction }: Order,
  cursor: string | undefined,
): void {
  query.orderBy([
    { column: `w.${column}`, order: direction },
    { column: 'w.id', order: direction },
  ]);
  if (cursor === undefined) {
    return;
  }
  const schema = positionSchema.refine(([order]) => order === name);
  const [, time, id] = readCursor(schema, cursor);
  const at = new Date(time);
  const beyond = direction === 'asc' ? '>' : '<';
  query.where(after =>
    after
      .where(`w.${column}`, beyond, at)
      .orWhere(tie => tie.where(`w.${column}`, at).where('w.id', beyond, id)),
  );
}

/** The waivers, as `w`, each with what the index knows of its entity, as `e`. */
export function waiversWithEntity(knex: Knex): Knex.QueryBuilder {
  return knex('waivers as w').leftJoin(
    'entities as e',
    'e.entity_ref',
    'w.entity_ref',
  );
}

/** The waivers that a list contains. */
export function matching(
  knex: Knex,
  filter: WaiverFilter,
  visible: VisibleEntities,
): Knex.QueryBuilder {
  const query = waiversWithEntity(knex);
  if (!visible.all) {
    query.where(isOneOf(knex, 'w.entity_ref', visible.entityRefs));
  }
  if (filter.status) {
    query.where('w.status', filter.status);
  }
  if (filter.entityRef !== undefined) {
    query.where('w.entity_ref', filter.entityRef);
  }
  if (filter.checkId !== undefined) {
    query.where('w.check_id', filter.checkId);
  }
  if (filter.owner !== undefined) {
    query.where('e.owner', filter.owner);
  }
  if (filter.owners) {
    query.where(isOneOf(knex, 'e.owner', filter.owners));
  }
  if (filter.requestedBy !== undefined) {
    query.where('w.requested_by', filter.requestedBy);
  }
  if (filter.notRequestedBy !== undefined) {
    query.whereNot('w.requested_by', filter.notRequestedBy);
  }
  if (filter.unrenewed) {
    query.where(isUnrenewed(knex));
  }
  if (filter.expiringBefore) {
    query
      .where('w.status', 'approved')
      .where('w.expires_at', '<=', filter.expiringBefore);
  }
  if (filter.inForceAt) {
    query.where(wasInForce(knex, filter.inForceAt));
  }
  return query;
}

/** Whether no request waits that continues a waiver. */
export function isUnrenewed(knex: Knex): Knex.QueryCallback {
  return query =>
    query.whereNotExists(
      knex('waivers as renewal')
        .select('renewal.id')
        .where('renewal.renews', knex.ref('w.id'))
        .where('renewal.status', 'requested'),
    );
}

/**
 * What became of a waiver since does not matter. One that is renewed keeps its expiry, and ends with the approval of
 * the renewal, which its history says.
 */
function wasInForce(knex: Knex, at: Date): Knex.QueryCallback {
  return query =>
    query
      .whereNot('w.status', 'rejected')
      .where('w.decided_at', '<=', at)
      .where('w.expires_at', '>', at)
      .where(end =>
        end.whereNull('w.revoked_at').orWhere('w.revoked_at', '>', at),
      )
      .whereNotExists(
        knex('waiver_events as event')
          .select('event.id')
          .where('event.waiver_id', knex.ref('w.id'))
          .where('event.action', 'renewed')
          .where('event.at', '<=', at),
      );
}
