import { z } from 'zod';

/** Text that every database can keep: PostgreSQL cannot keep the null character. */
export const storableText = z
  .string()
  .refine(
    value => !value.includes('\u0000'),
    'must not contain the null character',
  );

/** Chosen by the client. Repeated by the same person, it gives what the first request created. */
export const idempotencyKey = storableText.min(1).max(200);
