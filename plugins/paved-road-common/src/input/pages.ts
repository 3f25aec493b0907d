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

/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  /** Pass it as `cursor` to get the next page; absent on the last one. */
  nextCursor?: string;
  totalItems: number;
}

/** A page of a list that is not counted. @public */
export type UncountedPage<T> = Omit<Page<T>, 'totalItems'>;

/** Where a page starts and how long it is. @public */
export type PageQuery = z.input<typeof pageQuerySchema>;
