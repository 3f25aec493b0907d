import { Knex } from 'knex';

/** Whether the database is SQLite; the only other one that Backstage supports here is PostgreSQL. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/**
 * A condition that a column has one of many values. They go to the database as one bound parameter,
 * because a list of placeholders runs into its limit (32,766 in SQLite, 65,535 in PostgreSQL).
 */
export function isOneOf(
  knex: Knex,
  column: string,
  values: string[],
): Knex.Raw {
  return isSqlite(knex)
    ? knex.raw('?? IN (SELECT value FROM json_each(?))', [
        column,
        JSON.stringify(values),
      ])
    : knex.raw('?? = ANY(?::text[])', [column, values]);
}

/** A time as the database gives it back: a date from PostgreSQL, milliseconds from SQLite. */
export type StoredTime = Date | number | string;

/** ISO 8601 in UTC. */
export function toIsoTime(value: StoredTime): string {
  return new Date(value).toISOString();
}
