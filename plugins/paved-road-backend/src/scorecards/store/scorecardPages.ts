import { Knex } from 'knex';
import { InputError } from '@backstage/errors';
import { ScorecardQuery } from '@paved-road/plugin-paved-road-common';
import { scorecardSorts } from '@paved-road/plugin-paved-road-common/rules';
import { z } from 'zod';
import { readCursor, writeCursor } from '../../database/paging';

type Sort = ScorecardQuery['sort'];

export const cursorText = z.string().refine(value => !value.includes('\u0000'));

/** The columns that lists are sorted by, and their part of a cursor. */
const columns = {
  sort_name: cursorText,
  entity_ref: cursorText,
  owner: cursorText,
  level_rank: z.int32(),
  level_since: cursorText,
  score: z.int32(),
};

type SortColumn = keyof typeof columns;

/** The position of a scorecard in a list: its sort values. */
export type PlaceRow = Record<'entity_ref', string> &
  Partial<Record<SortColumn, string | number>>;

const sortedColumns: Record<string, [SortColumn, ...SortColumn[]]> = {
  worst: ['level_rank', 'score', 'sort_name'],
  name: ['sort_name'],
  owner: ['owner', 'sort_name'],
  level: ['level_rank', 'sort_name'],
  since: ['level_since', 'sort_name'],
  score: ['score', 'sort_name'],
};

/** Only the first column can descend; ties are sorted by name, then by reference. */
interface Order {
  first: SortColumn;
  descending: boolean;
  others: SortColumn[];
}

function parseSort(sort: Sort): Order {
  const [first, ...others] = sortedColumns[sort.replace('-', '')];
  return {
    first,
    descending: sort.startsWith('-'),
    others: [...others, 'entity_ref'],
  };
}

/** The columns that make up the place of a scorecard in a list. */
export function placeColumns(sort: Sort): SortColumn[] {
  const { first, others } = parseSort(sort);
  return [first, ...others];
}

export function sortBy(query: Knex.QueryBuilder, sort: Sort): void {
  const { first, descending, others } = parseSort(sort);
  query.orderBy([
    { column: first, order: descending ? 'desc' : 'asc' },
    ...others,
  ]);
}

export function cursorAfter(sort: Sort, row: PlaceRow): string {
  return writeCursor({
    sort,
    after: placeColumns(sort).map(column => row[column]),
  });
}

/**
 * Continues a list after a cursor.
 *
 * @throws InputError if the cursor belongs to a list with another sort order
 */
export function startAfterCursor(
  query: Knex.QueryBuilder,
  sort: Sort,
  cursor: string,
): void {
  const { first, descending, others } = parseSort(sort);
  const after = readCursorValues(cursor, sort);
  const placeholders = (values: unknown[]) => values.map(() => '?');
  if (!descending) {
    query.whereRaw(`(${[first, ...others]}) > (${placeholders(after)})`, after);
    return;
  }
  // The first condition is redundant, but lets an index start there.
  const [value, ...ties] = after;
  query
    .where(first, '<=', value)
    .where(rest =>
      rest
        .where(first, '<', value)
        .orWhereRaw(`(${others}) > (${placeholders(ties)})`, ties),
    );
}

function readCursorValues(cursor: string, sort: Sort): (string | number)[] {
  const decoded = readCursor(
    z.object({ sort: z.enum(scorecardSorts), after: z.array(z.unknown()) }),
    cursor,
  );
  if (decoded.sort !== sort) {
    throw new InputError(
      `cursor: it continues a list that is sorted by ${decoded.sort}, not by ${sort}; start again without a cursor`,
    );
  }
  const [place, ...places] = placeColumns(sort).map(column => columns[column]);
  return readCursor(z.object({ after: z.tuple([place, ...places]) }), cursor)
    .after;
}

export interface CountedPage<Row> {
  places: Row[];
  totalItems: number;
}

/** With as many matches, the first ones of any sort order are found soon. */
const MANY = 5_000;

/**
 * Counts matching rows, and selects a page of them. Few matches are put aside by one statement, so that no database
 * searches for them along the sort order of all rows; many are not, because that takes longer than to count them.
 *
 * @param options - `toPage`: selects the columns of the page from the matching rows, in order; `count`: counts many
 */
export async function selectCountedPage<Row extends { entity_ref: string }>(
  knex: Knex,
  matching: Knex.QueryBuilder,
  selected: string[],
  {
    toPage,
    sort,
    count,
  }: {
    toPage: (query: Knex.QueryBuilder) => Knex.QueryBuilder;
    sort: (query: Knex.QueryBuilder) => void;
    count: () => Promise<number>;
  },
): Promise<CountedPage<Row>> {
  const query = knex
    .withMaterialized('matching', matching.clone().limit(MANY))
    .with('page', toPage(knex('matching')))
    .from(knex('matching').count({ total: '*' }).as('counted'))
    .joinRaw('LEFT JOIN page ON true')
    .select('total', ...selected);
  sort(query);
  const rows: ({ total: number | string } & Row)[] = await query;
  const total = Number(rows[0].total);
  return total < MANY
    ? {
        // For an empty page, there is only the row with the total.
        places: rows.filter(row => row.entity_ref !== null),
        totalItems: total,
      }
    : {
        places: await toPage(knex.from(matching.clone().as('matching'))),
        totalItems: await count(),
      };
}
