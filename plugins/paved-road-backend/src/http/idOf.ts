import { NotFoundError } from '@backstage/errors';
import { Request } from 'express';
import { z } from 'zod';

/**
 * The id of a path with `/:id`.
 *
 * @param what - it is of, for the message
 * @throws NotFoundError when it cannot be an id, which a database need not be asked for
 */
export function idOf(req: Request, what: string): string {
  const id = z.uuid().safeParse(req.params.id);
  if (!id.success) {
    throw new NotFoundError(`No ${what} ${req.params.id}`);
  }
  return id.data.toLocaleLowerCase('en-US');
}
