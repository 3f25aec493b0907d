import { Page, Stage } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { rowsToRead, toPage } from '../../database/paging';
import { createInCondition, StoredTime, toIsoTime } from '../../database/sql';
import { readPositions } from './checkPositions';
import {
  isWithoutConditions,
  matchingScorecards,
  visibleScorecards,
} from './scorecardFilter';
import {
  DetailRow,
  toSummary,
  findChecksInState,
  ScorecardRow,
  toResults,
} from './scorecardRows';
import {
  ExportedScorecard,
  ScorecardFilter,
  ScorecardPage,
  StoredFailingChecks,
  StoredSummary,
} from './fleetQueries';
import { readLastLevelChanges } from './lostLevels';
import { LevelSince } from './StoredScorecard';
import { countMatching } from './scorecardTotals';
import { VisibleEntities } from '../../catalog/types';
import {
  CountedPage,
  cursorAfter,
  placeColumns,
  PlaceRow,
  selectCountedPage,
  sortBy,
  startAfterCursor,
} from './scorecardPages';

const FAILING_CHECKS = 5;

/** Finds the page first, then reads only its scorecards. */
export async function listScorecards(
  knex: Knex,
  filter: ScorecardFilter,
  page: ScorecardPage,
  visible: VisibleEntities,
  now: DateTime,
): Promise<Page<StoredSummary>> {
  const { entityRefs, ...rest } = await findPage(knex, filter, page, visible);
  return { ...rest, items: await readSummaries(knex, entityRefs, now) };
}

export async function listFailingChecks(
  knex: Knex,
  filter: ScorecardFilter,
  page: ScorecardPage,
  visible: VisibleEntities,
): Promise<Page<StoredFailingChecks>> {
  const { entityRefs, ...rest } = await findPage(
    knex,
    { ...filter, state: 'fail' },
    page,
    visible,
  );
  const rows = await readRows(knex, entityRefs);
  const positions = await readPositions(knex);
  const found = new Map(rows.map(row => [row.entity_ref, row]));
  return {
    ...rest,
    items: entityRefs.flatMap(entityRef => {
      const row = found.get(entityRef);
      return row
        ? [
            {
              entityRef,
              title: row.title,
              owner: row.owner || undefined,
              level: row.level,
              results: toResults(row, positions).filter(
                ({ state, track }) =>
                  state === 'fail' &&
                  (filter.track === undefined || track === filter.track),
              ),
            },
          ]
        : [];
    }),
  };
}

async function findPage(
  knex: Knex,
  filter: ScorecardFilter,
  page: ScorecardPage,
  visible: VisibleEntities,
): Promise<{ entityRefs: string[]; nextCursor?: string; totalItems: number }> {
  const { places, totalItems } =
    // Along the sort order, a page is found fast.
    isWithoutConditions(filter) && !('entityRefs' in visible)
      ? await findInOrder(knex, page, visible)
      : await findMatching(knex, filter, page, visible);
  const { rows, nextCursor } = toPage(places, page, last =>
    cursorAfter(page.sort, last),
  );
  return {
    entityRefs: rows.map(place => place.entity_ref),
    nextCursor,
    totalItems,
  };
}

async function findInOrder(
  knex: Knex,
  page: ScorecardPage,
  visible: VisibleEntities,
): Promise<CountedPage<PlaceRow>> {
  const places: PlaceRow[] = await selectPlaces(
    visibleScorecards(knex, visible),
    page,
  );
  return { places, totalItems: await countMatching(knex, {}, visible) };
}

async function findMatching(
  knex: Knex,
  filter: ScorecardFilter,
  page: ScorecardPage,
  visible: VisibleEntities,
): Promise<CountedPage<PlaceRow>> {
  const { query } = await matchingScorecards(knex, filter, visible);
  const columns = placeColumns(page.sort);
  return await selectCountedPage(knex, query.select(columns), columns, {
    toPage: matching => selectPlaces(matching, page),
    sort: found => sortBy(found, page.sort),
    count: () => countMatching(knex, filter, visible),
  });
}

/** Selects the sort values of a page and of the next row. */
function selectPlaces(
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
  const rows = await readRows(knex, entityRefs);
  const positions = await readPositions(knex);
  const histories = await readLevelHistories(
    knex,
    new Map(rows.map(row => [row.entity_ref, row.level])),
    now,
  );
  const lastChanges = await readLastLevelChanges(knex, entityRefs);
  const summaries = new Map(
    rows.map(row => [
      row.entity_ref,
      toSummary(row, {
        failing: findChecksInState(row, 'fail', positions).slice(
          0,
          FAILING_CHECKS,
        ),
        levelHistory: histories.get(row.entity_ref) ?? [],
        lastChange: lastChanges.get(row.entity_ref),
      }),
    ]),
  );
  return entityRefs.flatMap(entityRef => summaries.get(entityRef) ?? []);
}

async function readRows(
  knex: Knex,
  entityRefs: string[],
): Promise<(ScorecardRow & DetailRow)[]> {
  return await knex('scorecards as s')
    .join('scorecard_details as d', 'd.entity_ref', 's.entity_ref')
    .whereRaw(createInCondition(knex, 's.entity_ref', entityRefs))
    .select('s.*', 'd.since', 'd.results');
}

/** Scorecards in memory at once. */
const EXPORT_PAGE = 500;

/** Page by page. A scorecard whose sort value changes meanwhile may be missing or appear twice. */
export async function* exportScorecards(
  knex: Knex,
  filter: ScorecardFilter,
  sort: ScorecardPage['sort'],
  visible: VisibleEntities,
): AsyncGenerator<ExportedScorecard[]> {
  let cursor: string | undefined;
  do {
    const { query } = await matchingScorecards(knex, filter, visible);
    const places: PlaceRow[] = await selectPlaces(query, {
      sort,
      limit: EXPORT_PAGE,
      cursor,
    });
    const shown = places.slice(0, EXPORT_PAGE);
    yield await readExported(
      knex,
      shown.map(place => place.entity_ref),
    );
    cursor =
      places.length > EXPORT_PAGE
        ? cursorAfter(sort, shown[EXPORT_PAGE - 1])
        : undefined;
  } while (cursor !== undefined);
}

async function readExported(
  knex: Knex,
  entityRefs: string[],
): Promise<ExportedScorecard[]> {
  const rows = await readRows(knex, entityRefs);
  const positions = await readPositions(knex);
  const exported = new Map(
    rows.map((row): [string, ExportedScorecard] => {
      const results = toResults(row, positions);
      const { levelHistory, lastChange, ...summary } = toSummary(row, {
        failing: results
          .filter(({ state }) => state === 'fail')
          .map(({ checkId }) => checkId),
        levelHistory: [],
      });
      return [
        row.entity_ref,
        {
          ...summary,
          stage: (row.stage as Stage) || undefined,
          waived: results.filter(result => result.state === 'waived'),
        },
      ];
    }),
  );
  return entityRefs.flatMap(entityRef => exported.get(entityRef) ?? []);
}

const HISTORY_DAYS = 30;
const MOST_CHANGES = 10;

interface LevelRow {
  entity_ref: string;
  from_state: string | null;
  to_state: string | null;
  at: StoredTime;
}

/**
 * Reads the levels of the last days by entity, oldest first: the first one, then each change. One query.
 *
 * @param levels - current levels by entity
 */
async function readLevelHistories(
  knex: Knex,
  levels: Map<string, string>,
  now: DateTime,
): Promise<Map<string, LevelSince[]>> {
  const begin = now.minus({ days: HISTORY_DAYS });
  const numbered = knex('scorecard_transitions')
    // The first condition is redundant, but lets the query use the index.
    .whereRaw("aspect <> 'check' AND aspect = 'level'")
    .where('day', '>=', begin.toISODate()!)
    .where('at', '>=', begin.toJSDate())
    .whereRaw(createInCondition(knex, 'entity_ref', [...levels.keys()]))
    .select('id', 'entity_ref', 'from_state', 'to_state', 'at')
    .rowNumber('place', window =>
      window.partitionBy('entity_ref').orderBy('id', 'desc'),
    );
  const rows: LevelRow[] = await knex
    .from(numbered.as('numbered'))
    // One more than shown, for the start of the level before them.
    .where('place', '<=', MOST_CHANGES + 1)
    .orderBy('id')
    .select('entity_ref', 'from_state', 'to_state', 'at');
  const byEntity = Map.groupBy(rows, row => row.entity_ref);
  return new Map(
    [...levels].map(([entityRef, level]) => [
      entityRef,
      toHistory(byEntity.get(entityRef) ?? [], level, begin.toJSDate()),
    ]),
  );
}

function toHistory(rows: LevelRow[], level: string, begin: Date): LevelSince[] {
  // An entity that was removed in between starts again.
  const birth = rows.findLastIndex(({ from_state }) => from_state === null);
  const changes = rows.slice(Math.max(0, birth));
  const atBegin = {
    level: changes[0]?.from_state ?? level,
    at: begin.toISOString(),
  };
  const isCut = birth >= 0 || rows.length > MOST_CHANGES;
  return [
    ...(isCut ? [] : [atBegin]),
    ...changes.map(({ to_state, at }) => ({
      level: to_state ?? level,
      at: toIsoTime(at),
    })),
  ];
}
