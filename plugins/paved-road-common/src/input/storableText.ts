import { z } from 'zod';

/** Text without the null character, which PostgreSQL cannot store. */
export const storableText = z
  .string()
  .refine(
    value => !value.includes('\u0000'),
    'must not contain the null character',
  );

/** Key from the client. A repeated request of the same person returns the existing item. */
export const idempotencyKey = storableText.min(1).max(200);
