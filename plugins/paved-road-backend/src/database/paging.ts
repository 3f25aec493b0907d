import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { z } from 'zod';
import { StoredTime, toIsoTime } from './sql';

/** What a page of a list asks for. */
export interface PageRequest {
  limit: number;
  cursor?: string;
}

export function writeCursor(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/**
 * The place in a list that a cursor stands for.
 *
 * @throws InputError when it is not one of such a list
 */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string): T {
  try {
    const json = Buffer.from(cursor, 'base64url').toString('utf8');
    return schema.parse(JSON.parse(json, refuseNull));
  } catch {
    throw new InputError(
      'cursor: not a cursor of this list; pass the nextCursor of a page or leave it out',
    );
  }
}

/* PostgreSQL has no such character, so no list has either. */
function refuseNull(_: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\u0000')) {
    throw new Error('null character');
  }
  return value;
}

/** The number of rows to read for a page: one more than it shows, to find out whether another page follows. */
export function rowsToRead({ limit }: { limit: number }): number {
  return limit + 1;
}

/**
 * What a page shows of the rows that were read for it, see {@link rowsToRead}.
 *
 * @param cursorAfter - the cursor after the last row of a page
 */
export function toPage<Row>(
  rows: Row[],
  { limit }: { limit: number },
  cursorAfter: (last: Row) => string,
): { rows: Row[]; nextCursor: string | undefined } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: shown, nextCursor: hasMore ? cursorAfter(last) : undefined };
}

/** An order by a time and, of the same time, by id. */
export interface TimeOrder {
  /** Part of each cursor, so that a cursor of another order is refused. */
  name: string;
  /** Table or alias with the columns `id` and the given one. */
  table: string;
  column: string;
  direction: 'asc' | 'desc';
}

export function newestFirst(table: string): TimeOrder {
  return { name: 'newest', table, column: 'created_at', direction: 'desc' };
}

/**
 * Reads a page of a list.
 *
 * @throws InputError when the cursor did not come from a list in this order
 */
export async function selectPage<Row extends { id: string }>(
  query: Knex.QueryBuilder,
  order: TimeOrder,
  page: PageRequest,
): Promise<{ rows: Row[]; nextCursor: string | undefined }> {
  const { name, column } = order;
  if (page.cursor !== undefined) {
    const [, time, id] = readCursor(
      z.tuple([z.literal(name), z.iso.datetime(), z.string().max(100)]),
      page.cursor,
    );
    startAfter(query, order, { time, id });
  }
  const rows: (Row & Record<string, StoredTime>)[] = await inOrder(
    query,
    order,
  ).limit(rowsToRead(page));
  return toPage<Row>(rows, page, last => {
    const { [column]: time } = last as Record<string, StoredTime>;
    return writeCursor([name, toIsoTime(time), last.id]);
  });
}

/** Sorts a list. */
export function inOrder(
  query: Knex.QueryBuilder,
  { table, column, direction }: TimeOrder,
): Knex.QueryBuilder {
  return query.orderBy([
    { column: `${table}.${column}`, order: direction },
    { column: `${table}.id`, order: direction },
  ]);
}

/** Continues a list after a place in it. */
export function startAfter(
  query: Knex.QueryBuilder,
  { table, column, direction }: TimeOrder,
  { time, id }: { time: string; id: string },
): void {
  const at = new Date(time);
  const beyond = direction === 'asc' ? '>' : '<';
  query.where(after =>
    after
      .where(`${table}.${column}`, beyond, at)
      .orWhere(tie =>
        tie.where(`${table}.${column}`, at).where(`${table}.id`, beyond, id),
      ),
  );
}

/**
 * The number of rows on all pages. A list on one page need not be counted.
 *
 * @param read - the page
 * @param query - of all rows
 */
export async function countAll(
  { cursor }: PageRequest,
  read: { rows: unknown[]; nextCursor: string | undefined },
  query: Knex.QueryBuilder,
): Promise<number> {
  return cursor === undefined && read.nextCursor === undefined
    ? read.rows.length
    : await countRows(query);
}

export async function countRows(query: Knex.QueryBuilder): Promise<number> {
  const [{ total }] = await query.count({ total: '*' });
  return Number(total);
}
