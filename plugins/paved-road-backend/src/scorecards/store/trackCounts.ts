import { StateCounts } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../../database/jsonRows';
import { atOneMoment } from '../../database/sql';
import { readPositions, stateAt } from './checkPositions';
import { Dimension } from './scorecardCounts';
import {
  fewerHidden,
  hiddenScorecards,
  SummedRows,
  visibleScorecards,
} from './scorecardFilter';
import { CountColumns, countColumns, toCounts } from './scorecardRows';
import { fromTeamTree } from './teamCounts';

export type Tracks = Record<string, StateCounts>;

const noResults = (): StateCounts => ({
  pass: 0,
  fail: 0,
  waived: 0,
  'not-applicable': 0,
  unknown: 0,
});

/**
 * Selects results by track for each group; for teams, including subgroups.
 *
 * @param keys - of the groups; '' for services without an owner
 * @param parent - of the teams
 */
export async function selectTracks(
  knex: Knex,
  groupBy: 'owner' | 'team',
  keys: string[],
  visible: SummedRows,
  parent?: string,
): Promise<Map<string, Tracks>> {
  if (keys.length === 0) {
    return new Map();
  }
  const owners = () =>
    groupBy === 'team'
      ? fromTeamTree(
          knex,
          knex('teams')
            .whereIn('entity_ref', keys)
            .select({ team: 'entity_ref' }),
          parent,
          visible,
        )
      : knex
          .with(
            'tree',
            ['root', 'team'],
            selectJsonRows(
              knex,
              { root: 'text', team: 'text' },
              keys.map(key => ({ root: key, team: key })),
            ),
          )
          .from('tree');
  const { kind } = visible;
  if (visible.all) {
    return await readCounts(knex, owners(), kind);
  }
  const hidden = fewerHidden(visible);
  if (!hidden) {
    return await countRows(knex, owners(), visibleScorecards(knex, visible));
  }
  return await atOneMoment(
    knex,
    async tx =>
      await countRows(
        tx,
        owners().transacting(tx),
        hiddenScorecards(tx, hidden, kind),
        {
          tracks: await readCounts(tx, owners().transacting(tx), kind),
          times: -1,
        },
      ),
  );
}

/* The keys of an owner begin with the owner and a space; `!` is the next character. */
async function readCounts(
  knex: Knex,
  owners: Knex.QueryBuilder,
  kind: string | undefined,
): Promise<Map<string, Tracks>> {
  const rows: (CountColumns & { root: string; track: string })[] = await owners
    .join('scorecard_counts as c', join =>
      join
        .on(knex.raw("c.key >= tree.team || ' '"))
        .andOn(knex.raw("c.key < tree.team || '!'")),
    )
    .where({
      'c.dimension': 'owner-track' satisfies Dimension,
      ...(kind !== undefined && { 'c.kind': kind }),
    })
    .groupByRaw('tree.root, SUBSTR(c.key, LENGTH(tree.team) + 2)')
    .select(
      'tree.root',
      knex.raw('SUBSTR(c.key, LENGTH(tree.team) + 2) AS track'),
    )
    .sum(
      Object.fromEntries(
        Object.values(countColumns).map(name => [name, `c.${name}`]),
      ),
    );
  const tracks = new Map<string, Tracks>();
  for (const row of rows) {
    getOrAddRoot(tracks, row.root)[row.track] = toCounts(row);
  }
  return tracks;
}

/* Adds scorecards to tracks. Many share the same states, so there are few rows. */
async function countRows(
  knex: Knex,
  owners: Knex.QueryBuilder,
  scorecards: Knex.QueryBuilder,
  { tracks, times }: { tracks: Map<string, Tracks>; times: 1 | -1 } = {
    tracks: new Map(),
    times: 1,
  },
): Promise<Map<string, Tracks>> {
  const rows: { root: string; states: string; entities: number | string }[] =
    await owners
      .join(
        scorecards.select('owner', 'states').as('s'),
        's.owner',
        'tree.team',
      )
      .groupBy('tree.root', 's.states')
      .select('tree.root', 's.states')
      .count({ entities: '*' });
  const positions = await readPositions(knex);
  for (const { root, states, entities } of rows) {
    const ofRoot = getOrAddRoot(tracks, root);
    for (let position = 1; position <= states.length; position++) {
      const state = stateAt(states, position);
      if (state) {
        const { track } = positions.at(position);
        ofRoot[track] ??= noResults();
        ofRoot[track][state] += times * Number(entities);
      }
    }
  }
  for (const ofRoot of tracks.values()) {
    for (const [track, counts] of Object.entries(ofRoot)) {
      if (Object.values(counts).every(count => count === 0)) {
        delete ofRoot[track];
      }
    }
  }
  return tracks;
}

function getOrAddRoot(tracks: Map<string, Tracks>, root: string): Tracks {
  const found = tracks.get(root) ?? {};
  tracks.set(root, found);
  return found;
}
