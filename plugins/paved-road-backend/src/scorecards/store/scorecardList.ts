import { Page } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { countOf, rowsToRead, toPage } from '../../database/paging';
import { isOneOf } from '../../database/sql';
import { readPositions } from './checkPositions';
import { CountedPage, selectCountedPage } from './countedPage';
import { readLevelHistories } from './levelHistory';
import { checksInState } from './scorecardDetails';
import {
  isWithoutConditions,
  matchingScorecards,
  visibleScorecards,
} from './scorecardFilter';
import { VisibleRows } from './ScorecardNumbers';
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

/** Number of failing checks that a list names. */
const FAILING_CHECKS = 5;

/** Finds the scorecards of the page first, then reads only these. */
export async function listScorecards(
  knex: Knex,
  filter: ScorecardFilter,
  page: ScorecardPage,
  visible: VisibleRows,
  now: DateTime,
): Promise<Page<StoredSummary>> {
  const { places, totalItems } =
    // A page is soon found on a walk through the order.
    isWithoutConditions(filter) && (visible.all || visible.hidden)
      ? await findInOrder(knex, page, visible)
      : await findMatching(
          knex,
          (await matchingScorecards(knex, filter, visible)).query,
          page,
        );
  const { rows, nextCursor } = toPage(places, page, last =>
    cursorAfter(page.sort, last),
  );
  return {
    items: await readSummaries(
      knex,
      rows.map(place => place.entity_ref),
      now,
    ),
    nextCursor,
    totalItems,
  };
}

async function findInOrder(
  knex: Knex,
  page: ScorecardPage,
  visible: VisibleRows,
): Promise<CountedPage<PlaceRow>> {
  const places: PlaceRow[] = await selectPlaces(
    visibleScorecards(knex, visible),
    page,
  );
  if (visible.all) {
    return { places, totalItems: await countAll(knex) };
  }
  return {
    places,
    totalItems: await countOf(visibleScorecards(knex, visible)),
  };
}

async function findMatching(
  knex: Knex,
  matching: Knex.QueryBuilder,
  page: ScorecardPage,
): Promise<CountedPage<PlaceRow>> {
  const columns = placeColumns(page.sort);
  return await selectCountedPage(knex, matching.select(columns), columns, {
    toPage: query => selectPlaces(query, page),
    sort: query => sortBy(query, page.sort),
  });
}

/** The positions of a page and of the next row. */
export function selectPlaces(
  query: Knex.QueryBuilder,
  { sort, cursor, ...page }: ScorecardPage,
): Knex.QueryBuilder {
  query.select(placeColumns(sort)).limit(rowsToRead(page));
  sortBy(query, sort);
  if (cursor !== undefined) {
    startAfterCursor(query, sort, cursor);
  }
  return query;
}

async function readSummaries(
  knex: Knex,
  entityRefs: string[],
  now: DateTime,
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
      's.stale',
      's.level',
      's.level_since',
      's.score',
      's.states',
      's.evaluated_at',
      ...Object.values(countColumns).map(column => `s.${column}`),
      'd.results',
    );
  const positions = await readPositions(knex);
  const histories = await readLevelHistories(
    knex,
    new Map(rows.map(row => [row.entity_ref, row.level])),
    now,
  );
  const summaries = new Map(
    rows.map(row => [
      row.entity_ref,
      toSummary(row, {
        failing: checksInState(row, 'fail', positions).slice(0, FAILING_CHECKS),
        levelHistory: histories.get(row.entity_ref) ?? [],
      }),
    ]),
  );
  return entityRefs.flatMap(entityRef => summaries.get(entityRef) ?? []);
}
