import { Knex } from 'knex';

/** The rows that a page begins with, one more than it shows, and how many there are on all pages. */
export interface CountedPage<Row> {
  places: Row[];
  totalItems: number;
}

/**
 * What matches is looked for once, to be counted and to be sorted. Without a limit in that place, no
 * database tries to find the few that match on a walk through the order of all.
 *
 * @param matching - selects the columns
 * @param toPage - of what matches, selects the columns of the rows of the page in their order
 */
export async function selectCountedPage<Row extends { entity_ref: string }>(
  knex: Knex,
  matching: Knex.QueryBuilder,
  columns: string[],
  {
    toPage,
    sort,
  }: {
    toPage: (query: Knex.QueryBuilder) => Knex.QueryBuilder;
    sort: (query: Knex.QueryBuilder) => void;
  },
): Promise<CountedPage<Row>> {
  const query = knex
    .withMaterialized('matching', matching)
    .with('page', toPage(knex('matching')))
    .from(knex('matching').count({ total: '*' }).as('counted'))
    .joinRaw('LEFT JOIN page ON true')
    .select('total', ...columns);
  sort(query);
  const rows: ({ total: number | string } & Row)[] = await query;
  return {
    // Where nothing is left for the page, there is only the row of the count.
    places: rows.filter(row => row.entity_ref !== null),
    totalItems: Number(rows[0].total),
  };
}
