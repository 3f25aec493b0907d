import { Knex } from 'knex';
import { TimeOrder } from '../database/paging';
import { isOneOf } from '../database/sql';
import { VisibleEntities } from '../catalog/types';
import { isUnrenewed, wasInForce } from './inForce';
import { WaiverFilter } from './WaiverStore';

/** The order that a list with a filter is in. */
export function orderOf({ status, expiringBefore }: WaiverFilter): TimeOrder {
  if (expiringBefore || status === 'approved') {
    return orderBy('expiry', 'expires_at', 'asc');
  }
  return status === 'requested'
    ? orderBy('oldest', 'requested_at', 'asc')
    : orderBy('newest', 'requested_at', 'desc');
}

function orderBy(
  name: string,
  column: string,
  direction: TimeOrder['direction'],
): TimeOrder {
  return { name, table: 'w', column, direction };
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
