import { Knex } from 'knex';
import { isSqlite } from './sql';

/** Types that a column of {@link selectJsonRows} can have, in words of both databases. */
export type JsonColumnType =
  'text' | 'integer' | 'double precision' | 'timestamptz';

/** A row to write, by column. */
export type JsonRow = Record<string, string | number | Date | null>;

/* PostgreSQL can keep neither the null character nor half of a surrogate pair. */
function toStorable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '');
}

/**
 * A SELECT of the given rows, for one INSERT of a whole page. They go to the database as one bound
 * parameter, because a placeholder per value runs into its limit (32,766 in SQLite, 65,535 in
 * PostgreSQL).
 */
export function selectJsonRows(
  knex: Knex,
  columns: Record<string, JsonColumnType>,
  rows: JsonRow[],
): Knex.Raw {
  const sqlite = isSqlite(knex);
  const names = Object.keys(columns);
  const toValue = (value: JsonRow[string]) => {
    if (typeof value === 'string') {
      return toStorable(value);
    }
    // Knex keeps a time in SQLite as milliseconds.
    return value instanceof Date && sqlite ? value.getTime() : value;
  };
  const fields = names.map(
    (name, index) => `CAST(value ->> ${index} AS ${columns[name]}) AS ??`,
  );
  return knex.raw(
    `SELECT ${fields.join(', ')} FROM ${
      sqlite ? 'json_each(?)' : 'json_array_elements(?::json)'
    }`,
    [
      ...names,
      JSON.stringify(rows.map(row => names.map(name => toValue(row[name])))),
    ],
  );
}
