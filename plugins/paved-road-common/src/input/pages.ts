import { z } from 'zod';
import { storableText } from './storableText';

/** Query parameters for a page of a list. */
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

/** Query of a list without other parameters. @public */
export const pageQuerySchema = z.strictObject(pageFields);

/** One page of a list. @public */
export interface Page<T> {
  items: T[];
  /** `cursor` for the next page; absent on the last one. */
  nextCursor?: string;
  totalItems: number;
}

/** A page of a list without a total. @public */
export type UncountedPage<T> = Omit<Page<T>, 'totalItems'>;

/** Start and length of a page. @public */
export type PageQuery = z.input<typeof pageQuerySchema>;
