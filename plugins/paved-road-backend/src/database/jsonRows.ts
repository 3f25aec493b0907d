import { Knex } from 'knex';
import { isSqlite } from './sql';

/** Types that a column of {@link selectJsonRows} can have, in words of both databases. */
export type JsonColumnType =
  'text' | 'integer' | 'double precision' | 'timestamptz';

/** A row to write, by column. */
export type JsonRow = Record<string, string | number | Date | null>;

/* PostgreSQL can keep neither the null character nor half of a surrogate pair. */
function toStorable(value: JsonRow[string]): JsonRow[string] {
  return typeof value === 'string'
    ? value.toWellFormed().replaceAll('\u0000', '')
    : value;
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
  return isSqlite(knex)
    ? selectInSqlite(knex, columns, rows)
    : selectInPostgres(knex, columns, rows);
}

function selectInSqlite(
  knex: Knex,
  columns: Record<string, JsonColumnType>,
  rows: JsonRow[],
): Knex.Raw {
  const names = Object.keys(columns);
  const fields = names.map(
    (name, index) => `CAST(item ->> ${index} AS ${columns[name]}) AS ??`,
  );
  // Knex keeps a time in SQLite as milliseconds.
  const values = rows.map(row =>
    names.map(name => {
      const value = toStorable(row[name]);
      return value instanceof Date ? value.getTime() : value;
    }),
  );
  // With a limit, a row is read once, and not once for each column.
  return knex.raw(
    `SELECT ${fields.join(', ')}
    FROM (SELECT value AS item FROM json_each(?) LIMIT -1) AS items`,
    [...names, JSON.stringify(values)],
  );
}

function selectInPostgres(
  knex: Knex,
  columns: Record<string, JsonColumnType>,
  rows: JsonRow[],
): Knex.Raw {
  const names = Object.keys(columns);
  const fields = names.map(name => `?? ${columns[name]}`);
  // A record is parsed once, and not once for each column as with an operator.
  const records = rows.map(row =>
    Object.fromEntries(names.map(name => [name, toStorable(row[name])])),
  );
  return knex.raw(
    `SELECT * FROM json_to_recordset(?::json) AS page(${fields.join(', ')})`,
    [JSON.stringify(records), ...names],
  );
}
