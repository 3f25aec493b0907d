import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';

/** Whether the database is SQLite; the only other one that Backstage supports here is PostgreSQL. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/** Characters per cache. */
const MOST_TEXT = 20_000_000;

/** Values of a column. */
type Values = readonly string[] | readonly number[];

type Texts = LRUCache<Values, string>;

const createTexts = (): Texts =>
  new LRUCache({
    maxSize: MOST_TEXT,
    sizeCalculation: ({ length }) => length,
  });
const jsonTexts = createTexts();
const arrayTexts = createTexts();

/**
 * A condition that a column has one of many values. They are one bound parameter, because placeholders are limited
 * (32,766 in SQLite, 65,535 in PostgreSQL).
 *
 * @param values - if frozen, their text is cached for further queries
 */
export function createInCondition(
  knex: Knex,
  column: string | Knex.Raw,
  values: Values,
): Knex.Raw {
  if (values.length === 0) {
    return knex.raw('false');
  }
  return isSqlite(knex)
    ? knex.raw('?? IN (SELECT value FROM json_each(?))', [
        column,
        cachedText(values, jsonTexts, JSON.stringify),
      ])
    : knex.raw(
        typeof values[0] === 'number'
          ? '?? = ANY(?::integer[])'
          : '?? = ANY(?::text[])',
        [column, cachedText(values, arrayTexts, toArrayText)],
      );
}

function cachedText(
  values: Values,
  texts: Texts,
  write: (values: Values) => string,
): string {
  const text = texts.get(values) ?? write(values);
  if (Object.isFrozen(values)) {
    texts.set(values, text);
  }
  return text;
}

/* As PostgreSQL reads an array. */
function toArrayText(values: Values): string {
  const items = values.map(
    value => `"${String(value).replace(/["\\]/g, '\\$&')}"`,
  );
  return `{${items}}`;
}

/** A time from the database: a date from PostgreSQL, milliseconds from SQLite. */
export type StoredTime = Date | number | string;

/** ISO 8601 in UTC. */
export function toIsoTime(value: StoredTime): string {
  return new Date(value).toISOString();
}

/** @returns whether the row was inserted; false if a unique index prevented it */
export async function insertNew(
  knex: Knex,
  table: string,
  row: object,
): Promise<boolean> {
  const inserted = await knex(table)
    .insert(row)
    .onConflict()
    .ignore()
    .returning('id');
  return inserted.length > 0;
}

/**
 * Selects rows for an UPDATE or DELETE and locks them in the order of their entity references. If all writers do so, they
 * cannot deadlock.
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
