import { z } from 'zod';
import { pageQuerySchema } from '../input/pageQuery';

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
