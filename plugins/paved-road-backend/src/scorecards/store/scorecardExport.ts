import { Stage } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../../catalog/types';
import { isOneOf } from '../../database/sql';
import { readPositions } from './checkPositions';
import { ScorecardRow, toResults } from './scorecardDetails';
import { matchingScorecards } from './scorecardFilter';
import { selectPlaces } from './scorecardList';
import { cursorAfter, PlaceRow } from './scorecardOrder';
import { SummaryRow, toSummary } from './scorecardRows';
import {
  ExportedScorecard,
  ScorecardFilter,
  ScorecardPage,
} from './ScorecardStore';

/** Scorecards in memory at the same time. */
const PAGE = 500;

type ExportRow = SummaryRow &
  Pick<ScorecardRow, 'since' | 'results'> & { stage: Stage | '' };

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
      limit: PAGE,
      cursor,
    });
    const shown = places.slice(0, PAGE);
    yield await readExported(
      knex,
      shown.map(place => place.entity_ref),
    );
    cursor =
      places.length > PAGE ? cursorAfter(sort, shown[PAGE - 1]) : undefined;
  } while (cursor !== undefined);
}

async function readExported(
  knex: Knex,
  entityRefs: string[],
): Promise<ExportedScorecard[]> {
  const rows: ExportRow[] = await knex('scorecards as s')
    .join('scorecard_details as d', 'd.entity_ref', 's.entity_ref')
    .whereRaw(isOneOf(knex, 's.entity_ref', entityRefs))
    .select('s.*', 'd.since', 'd.results');
  const positions = await readPositions(knex);
  const exported = new Map(
    rows.map((row): [string, ExportedScorecard] => {
      const results = toResults(row, positions);
      const { levelHistory, ...summary } = toSummary(row, {
        failing: results
          .filter(({ state }) => state === 'fail')
          .map(({ checkId }) => checkId),
        levelHistory: [],
      });
      return [
        row.entity_ref,
        {
          ...summary,
          stage: row.stage || undefined,
          waived: results.filter(result => result.state === 'waived'),
        },
      ];
    }),
  );
  return entityRefs.flatMap(entityRef => exported.get(entityRef) ?? []);
}
