import { stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { parseInput } from '@paved-road/plugin-paved-road-common';
import { Request } from 'express';
import { z } from 'zod';

const namePart = z
  .string()
  .max(255)
  .regex(/^[\w.:-]+$/, 'not a part of an entity reference');

export const entityParamsSchema = z.object({
  kind: namePart,
  namespace: namePart,
  name: namePart,
});

/**
 * The entity reference of a path with `/:kind/:namespace/:name`.
 *
 * @throws InputError when a part cannot be one of an entity reference
 */
export function entityRefOf(req: Request): string {
  return stringifyEntityRef(
    parseInput(entityParamsSchema, req.params, 'entity'),
  );
}

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
