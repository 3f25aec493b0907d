import { Knex } from 'knex';
import { LRUCache } from 'lru-cache';

/** Whether the database is SQLite; the only other one that Backstage supports here is PostgreSQL. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

/** Characters of the texts of one kind that are kept. */
const MOST_TEXT = 20_000_000;

type Texts = LRUCache<readonly string[], string>;

const createTexts = (): Texts =>
  new LRUCache({
    maxSize: MOST_TEXT,
    sizeCalculation: ({ length }) => length,
  });
const jsonTexts = createTexts();
const arrayTexts = createTexts();

/**
 * A condition that a column has one of many values. They go to the database as one bound parameter,
 * because a list of placeholders runs into its limit (32,766 in SQLite, 65,535 in PostgreSQL).
 *
 * @param values - if frozen, they are written as text once only, however many queries have them
 */
export function isOneOf(
  knex: Knex,
  column: string,
  values: readonly string[],
): Knex.Raw {
  return isSqlite(knex)
    ? knex.raw('?? IN (SELECT value FROM json_each(?))', [
        column,
        textOf(values, jsonTexts, JSON.stringify),
      ])
    : knex.raw('?? = ANY(?::text[])', [
        column,
        textOf(values, arrayTexts, toArrayText),
      ]);
}

function textOf(
  values: readonly string[],
  texts: Texts,
  write: (values: readonly string[]) => string,
): string {
  const text = texts.get(values) ?? write(values);
  if (Object.isFrozen(values)) {
    texts.set(values, text);
  }
  return text;
}

/* As PostgreSQL reads an array. */
function toArrayText(values: readonly string[]): string {
  const items = values.map(value => `"${value.replace(/["\\]/g, '\\$&')}"`);
  return `{${items}}`;
}

/** Reads that see the database as it is at one moment, whoever writes meanwhile. */
export async function atOneMoment<T>(
  knex: Knex,
  read: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  // A transaction of SQLite always is; it knows no other level.
  return await knex.transaction(
    read,
    isSqlite(knex)
      ? undefined
      : { isolationLevel: 'repeatable read', readOnly: true },
  );
}

/** A time as the database gives it back: a date from PostgreSQL, milliseconds from SQLite. */
export type StoredTime = Date | number | string;

/** ISO 8601 in UTC. */
export function toIsoTime(value: StoredTime): string {
  return new Date(value).toISOString();
}

/** @returns whether the row is in the table now; false where a unique index was in the way */
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
