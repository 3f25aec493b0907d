import { Page } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../catalog/types';
import { isOneOf } from '../database/sql';
import { readPositions } from './checkPositions';
import { checksInState } from './scorecardDetails';
import { isWithoutConditions, matchingScorecards } from './scorecardFilter';
import {
  cursorAfter,
  placeColumns,
  PlaceRow,
  sortBy,
  startAfterCursor,
} from './scorecardOrder';
import { countColumns, SummaryRow, toSummary } from './scorecardRows';
import {
  ScorecardFilter,
  ScorecardPage,
  StoredSummary,
} from './ScorecardStore';
import { countAll } from './scorecardTotals';

/** How many failing checks a list names. */
const FAILING_CHECKS = 5;

/** The rows that a page begins with, one more than it shows, and how many there are on all pages. */
interface Places {
  places: PlaceRow[];
  totalItems: number;
}

/** First finds which scorecards are on the page, and then reads only these. */
export async function listScorecards(
  knex: Knex,
  filter: ScorecardFilter,
  page: ScorecardPage,
  visible: VisibleEntities,
): Promise<Page<StoredSummary>> {
  const { places, totalItems } =
    visible.all && isWithoutConditions(filter)
      ? await findInAll(knex, page)
      : await findMatching(
          knex,
          (await matchingScorecards(knex, filter, visible)).query,
          page,
        );
  const shown = places.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    items: await readSummaries(
      knex,
      shown.map(place => place.entity_ref),
    ),
    nextCursor:
      places.length > page.limit && last
        ? cursorAfter(page.sort, last)
        : undefined,
    totalItems,
  };
}

async function findInAll(knex: Knex, page: ScorecardPage): Promise<Places> {
  return {
    places: await selectPlaces(knex('scorecards'), page),
    totalItems: await countAll(knex),
  };
}

/*
 * What matches is looked for once, to be counted and to be sorted. Without a limit in that place, no
 * database tries to find the few that match on a walk through the order of all.
 */
async function findMatching(
  knex: Knex,
  matching: Knex.QueryBuilder,
  page: ScorecardPage,
): Promise<Places> {
  const query = knex
    .withMaterialized('matching', matching.select(placeColumns(page.sort)))
    .with('page', selectPlaces(knex('matching'), page))
    .from(knex('matching').count({ total: '*' }).as('counted'))
    .joinRaw('LEFT JOIN page ON true')
    .select('total', ...placeColumns(page.sort));
  sortBy(query, page.sort);
  const rows: ({ total: number | string } & PlaceRow)[] = await query;
  return {
    // Where nothing is left for the page, there is only the row of the count.
    places: rows.filter(row => row.entity_ref !== null),
    totalItems: Number(rows[0].total),
  };
}

function selectPlaces(
  query: Knex.QueryBuilder,
  { sort, limit, cursor }: ScorecardPage,
): Knex.QueryBuilder {
  query.select(placeColumns(sort)).limit(limit + 1);
  sortBy(query, sort);
  if (cursor !== undefined) {
    startAfterCursor(query, sort, cursor);
  }
  return query;
}

async function readSummaries(
  knex: Knex,
  entityRefs: string[],
): Promise<StoredSummary[]> {
  const rows: (SummaryRow & { results: string })[] = await knex(
    'scorecards as s',
  )
    .join('scorecard_details as d', 'd.entity_ref', 's.entity_ref')
    .whereRaw(isOneOf(knex, 's.entity_ref', entityRefs))
    .select(
      's.entity_ref',
      's.title',
      's.owner',
      's.system',
      's.pattern',
      's.assessment_status',
      's.level',
      's.score',
      's.states',
      's.evaluated_at',
      ...Object.values(countColumns).map(column => `s.${column}`),
      'd.results',
    );
  const positions = await readPositions(knex);
  const summaries = new Map(
    rows.map(row => [
      row.entity_ref,
      toSummary(
        row,
        checksInState(row, 'fail', positions).slice(0, FAILING_CHECKS),
      ),
    ]),
  );
  return entityRefs.flatMap(entityRef => summaries.get(entityRef) ?? []);
}
