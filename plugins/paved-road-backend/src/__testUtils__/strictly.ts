import { z } from 'zod';

/** A schema of an object that refuses what it does not know, for answers of the service. */
export function strictly<T>(schema: z.ZodType<T>): z.ZodType<T> {
  if (!(schema instanceof z.ZodObject)) {
    throw new TypeError('Only the schema of an object can be strict');
  }
  return schema.strict() as unknown as z.ZodType<T>;
}
