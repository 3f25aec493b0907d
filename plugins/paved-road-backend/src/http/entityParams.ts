import { stringifyEntityRef } from '@backstage/catalog-model';
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
