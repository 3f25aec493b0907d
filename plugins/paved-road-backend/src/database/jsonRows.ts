import { Knex } from 'knex';
import { isSqlite } from './sql';

/** Column types of {@link selectJsonRows}, valid in both databases. */
export type JsonColumnType =
  'text' | 'integer' | 'double precision' | 'timestamptz';

/** A row to write, by column. */
export type JsonRow = Record<string, string | number | Date | null>;

/* PostgreSQL can store neither null characters nor lone surrogates. */
function toStorable(value: JsonRow[string]): JsonRow[string] {
  return typeof value === 'string'
    ? value.toWellFormed().replaceAll('\u0000', '')
    : value;
}

/**
 * A SELECT of the given rows, to insert a whole page at once. They are one bound parameter, because placeholders are
 * limited (32,766 in SQLite, 65,535 in PostgreSQL).
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
  // Knex stores times in SQLite as milliseconds.
  const values = rows.map(row =>
    names.map(name => {
      const value = toStorable(row[name]);
      return value instanceof Date ? value.getTime() : value;
    }),
  );
  // With a limit, each row is read once instead of once per column.
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
  // Each record is parsed once instead of once per column.
  const records = rows.map(row =>
    Object.fromEntries(names.map(name => [name, toStorable(row[name])])),
  );
  return knex.raw(
    `SELECT * FROM json_to_recordset(?::json) AS page(${fields.join(', ')})`,
    [JSON.stringify(records), ...names],
  );
}
