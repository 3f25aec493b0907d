import { InputError } from '@backstage/errors';
import { SummaryGrouping } from '@paved-road/plugin-paved-road-common';
import { summaryGroupings } from '@paved-road/plugin-paved-road-common/rules';
import { Knex } from 'knex';
import { z } from 'zod';
import {
  readCursor,
  rowsToRead,
  toPage,
  writeCursor,
} from '../../database/paging';
import { readPositions } from './checkPositions';
import { CountRow, ScorecardCounts } from './scorecardCounts';
import { selectSummands, SummedRows } from './scorecardFilter';
import { countColumns, toCounts } from './scorecardRows';
import { GroupPage, ScorecardGroup } from './fleetQueries';
import { selectTeamCounts, selectTeamPath } from './teamCounts';
import { selectTracks } from './trackCounts';
import { countPairs, selectCounts, selectStored } from './visibleCounts';

const none = 'none';

/** Groupings by catalog entities, which may be many. */
export type EntityGrouping = Extract<
  SummaryGrouping,
  'owner' | 'system' | 'team'
>;

export function isByEntities(
  groupBy: SummaryGrouping,
): groupBy is EntityGrouping {
  return groupBy === 'owner' || groupBy === 'system' || groupBy === 'team';
}

/** A row with sums from the database; by team, with a flag. */
type GroupRow = CountRow & { has_children?: number };

/** Selects a page of owners, systems or teams, or all groups of another grouping. */
export async function selectGroups(
  knex: Knex,
  groupBy: SummaryGrouping,
  targetRank: number,
  visible: SummedRows,
  page: GroupPage,
): Promise<{
  groups: ScorecardGroup[];
  path?: string[];
  nextCursor?: string;
}> {
  if (isByEntities(groupBy)) {
    const { parent } = page;
    return {
      ...(await selectPage(knex, groupBy, targetRank, visible, page)),
      ...(parent !== undefined && {
        path: await selectTeamPath(knex, parent, visible),
      }),
    };
  }
  const rows: GroupRow[] =
    groupBy === 'check' || groupBy === 'track'
      ? await selectResults(knex, groupBy, visible)
      : await selectCounts(knex, groupBy, visible);
  const groups = mergeLevels(
    rows.sort((a, b) => (a.key < b.key ? -1 : 1)),
    targetRank,
  );
  return {
    groups:
      groupBy === 'check' ? await withLifts(knex, groups, visible) : groups,
  };
}

/** A group without scorecards. */
export function emptyGroup(key: string): ScorecardGroup {
  return {
    key,
    entities: 0,
    onTheRoad: 0,
    score: 0,
    levels: {},
    states: { pass: 0, fail: 0, waived: 0, 'not-applicable': 0, unknown: 0 },
  };
}

/** Adds the number of entities that each check alone blocks, by level. */
async function withLifts(
  knex: Knex,
  groups: ScorecardGroup[],
  visible: SummedRows,
): Promise<ScorecardGroup[]> {
  const lifts = Map.groupBy(
    await countPairs(knex, 'lift', visible),
    ({ pair: [check] }) => check,
  );
  return groups.map(group => ({
    ...group,
    lifts: Object.fromEntries(
      (lifts.get(group.key) ?? []).map(({ pair: [, level], entities }) => [
        level,
        entities,
      ]),
    ),
  }));
}

/** Selects a page of groups. With stored sums, reads no other groups. */
async function selectPage(
  knex: Knex,
  groupBy: EntityGrouping,
  targetRank: number,
  visible: SummedRows,
  { parent, ...page }: GroupPage,
): Promise<{ groups: ScorecardGroup[]; nextCursor?: string }> {
  const counts =
    groupBy === 'team'
      ? selectTeamCounts(
          knex,
          selectCounts(knex, 'owner', visible),
          parent,
          visible,
        )
      : selectCounts(knex, groupBy, visible);
  const keys = knex('counts')
    .distinct('key')
    .orderBy('key')
    .limit(rowsToRead(page));
  if (page.cursor !== undefined) {
    keys.where('key', '>', keyAfter(groupBy, page.cursor));
  }
  const query =
    visible.all && groupBy !== 'team'
      ? knex.withNotMaterialized('counts', counts)
      : knex.withMaterialized('counts', counts);
  const rows: GroupRow[] = await query
    .with('page', keys)
    .from('counts')
    .join('page', 'page.key', 'counts.key')
    .orderBy('counts.key')
    .select('counts.*');
  const { rows: shown, nextCursor } = toPage(
    mergeLevels(rows, targetRank),
    page,
    ({ key }) => writeCursor({ groupBy, after: key === none ? '' : key }),
  );
  return {
    groups:
      groupBy === 'system'
        ? shown
        : await withTracks(knex, groupBy, shown, visible, parent),
    nextCursor,
  };
}

async function withTracks(
  knex: Knex,
  groupBy: 'owner' | 'team',
  groups: ScorecardGroup[],
  visible: SummedRows,
  parent: string | undefined,
): Promise<ScorecardGroup[]> {
  const toStoredKey = ({ key }: ScorecardGroup) => (key === none ? '' : key);
  const tracks = await selectTracks(
    knex,
    groupBy,
    groups.map(toStoredKey),
    visible,
    parent,
  );
  return groups.map(group => ({
    ...group,
    tracks: tracks.get(toStoredKey(group)) ?? {},
  }));
}

async function selectResults(
  knex: Knex,
  groupBy: 'check' | 'track',
  visible: SummedRows,
): Promise<CountRow[]> {
  const rows: (CountRow & { is_stored: number })[] = await knex.unionAll(
    selectSummands(knex, visible, {
      stored: (_, kind) =>
        selectStored(knex, groupBy, kind).select(knex.raw('1 AS is_stored')),
      rows: groupStates,
    }),
  );
  const stored = rows.filter(row => row.is_stored);
  if (visible.all) {
    return stored;
  }
  const counts = new ScorecardCounts(await readPositions(knex));
  for (const { is_stored, key: states, entities, score, ...row } of rows) {
    if (!is_stored) {
      counts.addChecks({ ...row, states }, Number(entities), Number(score));
    }
  }
  return [...stored, ...counts.of(groupBy)];
}

/* Like stored sums. Many entities share the same states, so there are fewer rows than entities. */
function groupStates(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
  sign: '+' | '-',
): Knex.QueryBuilder {
  return scorecards
    .groupBy('states', 'level', 'level_rank')
    .select({ key: 'states' }, 'level', 'level_rank')
    .select(
      knex.raw(`${sign}COUNT(*) AS entities, ${sign}SUM(score) AS score`),
      ...Object.values(countColumns).map(name => knex.raw('0 AS ??', [name])),
      knex.raw('0 AS is_stored'),
    );
}

/** Adds up the sums of all levels of a group. */
function mergeLevels(rows: GroupRow[], targetRank: number): ScorecardGroup[] {
  const groups = new Map<string, ScorecardGroup>();
  for (const row of rows) {
    const key = row.key || none;
    const group = groups.get(key) ?? emptyGroup(key);
    const entities = Number(row.entities);
    group.entities += entities;
    group.onTheRoad += row.level_rank >= targetRank ? entities : 0;
    // In hundredths, until all levels are added up.
    group.score += Number(row.score);
    group.levels[row.level] = (group.levels[row.level] ?? 0) + entities;
    for (const [state, count] of Object.entries(toCounts(row))) {
      group.states[state as keyof ScorecardGroup['states']] += count;
    }
    if (row.has_children !== undefined) {
      group.hasChildren ||= Boolean(row.has_children);
    }
    groups.set(key, group);
  }
  const filled = [...groups.values()].filter(({ entities }) => entities > 0);
  for (const group of filled) {
    group.score /= 100 * group.entities;
    group.levels = Object.fromEntries(
      Object.entries(group.levels).filter(([, count]) => count > 0),
    );
  }
  return filled;
}

function keyAfter(groupBy: EntityGrouping, cursor: string): string {
  const place = readCursor(
    z.object({
      groupBy: z.enum(summaryGroupings),
      after: z.string().refine(key => !key.includes('\u0000')),
    }),
    cursor,
  );
  if (place.groupBy !== groupBy) {
    throw new InputError(
      `cursor: it continues a summary by ${place.groupBy}, not by ${groupBy}; start again without a cursor`,
    );
  }
  return place.after;
}
