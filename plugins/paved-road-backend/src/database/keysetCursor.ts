import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { z } from 'zod';
import { StoredTime, toIsoTime } from './sql';

const positionSchema = z.tuple([z.iso.datetime(), z.string().max(100)]);

/** The cursor after a row of a list that is sorted by creation time and id, newest first. */
export function encodeCursor(row: {
  created_at: StoredTime;
  id: string;
}): string {
  return Buffer.from(
    JSON.stringify([toIsoTime(row.created_at), row.id]),
  ).toString('base64url');
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
  const [createdAt, id] = decodeCursor(cursor);
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

function decodeCursor(cursor: string): [Date, string] {
  try {
    const [createdAt, id] = positionSchema.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
    );
    return [new Date(createdAt), id];
  } catch {
    throw new InputError(
      'cursor: not a cursor of this list; pass the nextCursor of a page, or nothing',
    );
  }
}
