import { Knex } from 'knex';
import { isSqlite } from './sql';

/**
 * The rows that a condition selects, for an UPDATE or DELETE, locked in the order of their
 * entity references. Where all writers do so, two of them cannot wait for each other.
 *
 * @param table - has a column `entity_ref`
 */
export function lockInOrder(
  knex: Knex,
  table: string,
  select: (query: Knex.QueryBuilder) => void,
): Knex.QueryBuilder {
  const rows = knex(table).select('entity_ref').orderBy('entity_ref');
  select(rows);
  return knex(table).whereIn(
    'entity_ref',
    isSqlite(knex) ? rows : rows.forUpdate(),
  );
}
