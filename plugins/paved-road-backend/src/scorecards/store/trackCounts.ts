import { StateCounts } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../../database/jsonRows';
import { atOneMoment } from '../../database/sql';
import { readPositions, stateAt } from './checkPositions';
import { Dimension } from './scorecardCounts';
import { hiddenScorecards, visibleScorecards } from './scorecardFilter';
import { SummedRows } from './ScorecardNumbers';
import { CountColumns, countColumns, toCounts } from './scorecardRows';
import { fromTeamTree } from './teamCounts';

/** The results by track. */
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
  const { hidden } = visible;
  return hidden
    ? await atOneMoment(knex, async tx =>
        withoutTracks(
          await readCounts(tx, owners().transacting(tx), kind),
          await countRows(
            tx,
            owners().transacting(tx),
            hiddenScorecards(tx, hidden, kind),
          ),
        ),
      )
    : await countRows(knex, owners(), visibleScorecards(knex, visible));
}

/** Subtracts the results of hidden services. */
function withoutTracks(
  all: Map<string, Tracks>,
  hidden: Map<string, Tracks>,
): Map<string, Tracks> {
  for (const [root, tracks] of hidden) {
    const ofRoot = findOrAddTracks(all, root);
    for (const [track, counts] of Object.entries(tracks)) {
      ofRoot[track] ??= noResults();
      for (const state of Object.keys(counts) as (keyof StateCounts)[]) {
        ofRoot[track][state] -= counts[state];
      }
      if (Object.values(ofRoot[track]).every(count => count === 0)) {
        delete ofRoot[track];
      }
    }
  }
  return all;
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
    findOrAddTracks(tracks, row.root)[row.track] = toCounts(row);
  }
  return tracks;
}

/* Many entities share the same states, so there are fewer rows than entities. */
async function countRows(
  knex: Knex,
  owners: Knex.QueryBuilder,
  scorecards: Knex.QueryBuilder,
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
  const tracks = new Map<string, Tracks>();
  for (const { root, states, entities } of rows) {
    const ofRoot = findOrAddTracks(tracks, root);
    for (let position = 1; position <= states.length; position++) {
      const state = stateAt(states, position);
      if (state) {
        const { track } = positions.at(position);
        ofRoot[track] ??= noResults();
        ofRoot[track][state] += Number(entities);
      }
    }
  }
  return tracks;
}

function findOrAddTracks(tracks: Map<string, Tracks>, root: string): Tracks {
  const found = tracks.get(root) ?? {};
  tracks.set(root, found);
  return found;
}
