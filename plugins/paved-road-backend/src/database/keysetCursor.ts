import { Knex } from 'knex';
import { z } from 'zod';
import { readCursor, writeCursor } from './cursor';
import { StoredTime, toIsoTime } from './sql';

const positionSchema = z.tuple([z.iso.datetime(), z.string().max(100)]);

/** The cursor after a row of a list that is sorted by creation time and id, newest first. */
export function encodeCursor(row: {
  created_at: StoredTime;
  id: string;
}): string {
  return writeCursor([toIsoTime(row.created_at), row.id]);
}

/**
 * Continues a list, newest first, after a cursor.
 *
 * @param table - table or alias with the columns `created_at` and `id`
 * @throws InputError when the cursor did not come from such a list
 */
export function startAfterCursor(
  query: Knex.QueryBuilder,
  table: string,
  cursor: string,
): void {
  const [time, id] = readCursor(positionSchema, cursor);
  const createdAt = new Date(time);
  query.where(after =>
    after
      .where(`${table}.created_at`, '<', createdAt)
      .orWhere(tie =>
        tie
          .where(`${table}.created_at`, createdAt)
          .where(`${table}.id`, '<', id),
      ),
  );
}
