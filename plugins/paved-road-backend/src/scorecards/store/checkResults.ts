import { CheckState, Page } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { VisibleEntities } from '../../catalog/types';
import {
  PageRequest,
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../../database/paging';
import { createInCondition } from '../../database/sql';
import {
  CheckPositions,
  locateDay,
  readPositions,
  stateSymbols,
} from './checkPositions';
import { cursorText, selectCountedPage } from './scorecardPages';
import { countMatching } from './scorecardTotals';
import { DetailRow, ScorecardRow, toResults } from './scorecardRows';
import { matchingScorecards } from './scorecardFilter';
import { StoredCheckResult } from './fleetQueries';

const columns = ['since_day', 'sort_name', 'entity_ref'] as const;

type Place = Record<(typeof columns)[number], string>;

const cursorSchema = z.object({
  check: z.string(),
  state: z.string(),
  after: z.tuple([cursorText, cursorText, cursorText]),
});

export interface CheckInState {
  checkId: string;
  state: CheckState;
}

/** Lists the results of a check in a state: longest first by day, then by name. */
export async function listCheckResults(
  knex: Knex,
  asked: CheckInState,
  page: PageRequest,
  visible: VisibleEntities,
): Promise<Page<StoredCheckResult>> {
  const { checkId, state } = asked;
  const filter = { check: checkId, state };
  const { query } = await matchingScorecards(knex, filter, visible);
  const positions = await readPositions(knex);
  query.select('entity_ref', 'sort_name', {
    since_day: createSinceDaySql(knex, asked, positions),
  });
  const { places, totalItems } = await selectCountedPage<Place>(
    knex,
    query,
    [...columns],
    {
      toPage: matching => {
        matching
          .select(columns)
          .orderBy([...columns])
          .limit(rowsToRead(page));
        if (page.cursor !== undefined) {
          matching.whereRaw(
            `(${columns}) > (?, ?, ?)`,
            placeAfter(asked, page.cursor),
          );
        }
        return matching;
      },
      sort: found => found.orderBy([...columns]),
      count: () => countMatching(knex, filter, visible),
    },
  );
  const { rows, nextCursor } = toPage(places, page, last =>
    writeCursor({
      check: checkId,
      state,
      after: columns.map(column => last[column]),
    }),
  );
  return {
    items: await readResults(
      knex,
      rows.map(place => place.entity_ref),
      asked,
      positions,
    ),
    nextCursor,
    totalItems,
  };
}

/** The day since when the check has been in its state. It has a position for each track that it was in. */
function createSinceDaySql(
  knex: Knex,
  { checkId, state }: CheckInState,
  positions: CheckPositions,
): Knex.Raw {
  const cases = positions
    .allOf(checkId)
    .map(position =>
      knex.raw('WHEN SUBSTR(states, ?, 1) = ? THEN SUBSTR(since_days, ?, ?)', [
        position,
        stateSymbols[state],
        ...locateDay(position),
      ]),
    );
  return cases.length > 0
    ? knex.raw(`CASE ${cases.map(() => '?').join(' ')} END`, cases)
    : knex.raw("''");
}

function placeAfter(asked: CheckInState, cursor: string): string[] {
  const { after } = readCursor(
    cursorSchema.refine(
      ({ check, state }) => check === asked.checkId && state === asked.state,
    ),
    cursor,
  );
  return after;
}

async function readResults(
  knex: Knex,
  entityRefs: string[],
  { checkId, state }: CheckInState,
  positions: CheckPositions,
): Promise<StoredCheckResult[]> {
  const rows: (ScorecardRow & DetailRow)[] = await knex('scorecards as s')
    .join('scorecard_details as d', 'd.entity_ref', 's.entity_ref')
    .whereRaw(createInCondition(knex, 's.entity_ref', entityRefs))
    .select('s.*', 'd.since', 'd.results');
  const found = new Map(rows.map(row => [row.entity_ref, row]));
  return entityRefs.flatMap(entityRef => {
    const row = found.get(entityRef);
    const result =
      row &&
      toResults(row, positions).find(
        // The state may have changed since the page was selected.
        known => known.checkId === checkId && known.state === state,
      );
    return row && result
      ? {
          entityRef,
          title: row.title,
          owner: row.owner || undefined,
          level: row.level,
          result,
        }
      : [];
  });
}
