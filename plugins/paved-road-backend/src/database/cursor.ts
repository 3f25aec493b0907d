import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** The cursor that stands for a place in a list. */
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
