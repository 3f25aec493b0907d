import { Knex } from 'knex';

/** Whether the database is SQLite; the only other one that Backstage supports here is PostgreSQL. */
export function isSqlite(knex: Knex): boolean {
  return String(knex.client.config.client).includes('sqlite');
}

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

type Texts = WeakMap<readonly string[], string>;
const jsonTexts: Texts = new WeakMap();
const arrayTexts: Texts = new WeakMap();

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

/** A time as the database gives it back: a date from PostgreSQL, milliseconds from SQLite. */
export type StoredTime = Date | number | string;

/** ISO 8601 in UTC. */
export function toIsoTime(value: StoredTime): string {
  return new Date(value).toISOString();
}
