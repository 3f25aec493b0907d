import { z } from 'zod';
import { storableText } from './storableText';

/** Which page of a list, in its query. */
export const pageFields = {
  limit: z.coerce.number<number>().int().min(1).max(100).default(20),
  cursor: storableText.max(2000).optional(),
};

/** Query of a list that has no other. @public */
export const pageQuerySchema = z.strictObject(pageFields);
