import { z } from 'zod';
import { storableText } from './storableText';

/** Which page of a list, in its query. */
export const pageFields = {
  limit: z.coerce
    .number<number>()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .describe('Items per page'),
  cursor: storableText
    .max(2000)
    .optional()
    .describe(
      'The `nextCursor` of the previous page; the first page without it',
    ),
};

/** Query of a list that has no other. @public */
export const pageQuerySchema = z.strictObject(pageFields);
