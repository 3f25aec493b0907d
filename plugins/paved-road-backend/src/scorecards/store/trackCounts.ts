import { CheckState, StateCounts } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { selectJsonRows } from '../../database/jsonRows';
import { readPositions, stateAt } from './checkPositions';
import { Dimension } from './scorecardCounts';
import { selectSummands, SummedRows } from './scorecardFilter';
import { CountColumns, countColumns, toCounts } from './scorecardRows';
import { fromTeamTree } from './teamCounts';

export type Tracks = Record<string, StateCounts>;

/** Stored sums of a track, or the number of scorecards with the same states. */
interface Row extends CountColumns {
  root: string;
  is_stored: 0 | 1;
  /** Of the track, or the states. */
  name: string;
  entities: number | string;
}

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
  const tree =
    groupBy === 'team'
      ? fromTeamTree(
          knex,
          knex('teams')
            .whereIn('entity_ref', keys)
            .select({ team: 'entity_ref' }),
          parent,
          visible,
        )
      : knex.with(
          'tree',
          ['root', 'team'],
          selectJsonRows(
            knex,
            { root: 'text', team: 'text' },
            keys.map(key => ({ root: key, team: key })),
          ),
        );
  const summands = selectSummands(knex, visible, {
    stored: selectStored,
    rows: groupStates,
  });
  const rows: Row[] = await tree
    .from(knex.unionAll(summands).as('summands'))
    .select('*');
  return await sumUp(knex, rows);
}

/* The keys of an owner begin with the owner and a space; `!` is the next character. */
function selectStored(knex: Knex, kind: string | undefined): Knex.QueryBuilder {
  const track = 'SUBSTR(c.key, LENGTH(tree.team) + 2)';
  return knex('tree')
    .join('scorecard_counts as c', join =>
      join
        .on(knex.raw("c.key >= tree.team || ' '"))
        .andOn(knex.raw("c.key < tree.team || '!'")),
    )
    .where({
      'c.dimension': 'owner-track' satisfies Dimension,
      ...(kind !== undefined && { 'c.kind': kind }),
    })
    .groupByRaw(`tree.root, ${track}`)
    .select(
      'tree.root',
      knex.raw(`${track} AS name, 1 AS is_stored, 0 AS entities`),
    )
    .sum(
      Object.fromEntries(
        Object.values(countColumns).map(name => [name, `c.${name}`]),
      ),
    );
}

/* Many scorecards share the same states, so there are few rows. */
function groupStates(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
  sign: '+' | '-',
): Knex.QueryBuilder {
  return knex('tree')
    .join(scorecards.select('owner', 'states').as('s'), 's.owner', 'tree.team')
    .groupBy('tree.root', 's.states')
    .select('tree.root', { name: 's.states' })
    .select(
      knex.raw(`0 AS is_stored, ${sign}COUNT(*) AS entities`),
      Object.fromEntries(
        Object.values(countColumns).map(name => [name, knex.raw('0')]),
      ),
    );
}

async function sumUp(knex: Knex, rows: Row[]): Promise<Map<string, Tracks>> {
  const positions = await readPositions(knex);
  const sums = new Map<string, Tracks>();
  for (const row of rows) {
    const tracks = sums.get(row.root) ?? {};
    sums.set(row.root, tracks);
    const add = (track: string, state: CheckState, count: number) => {
      tracks[track] ??= noResults();
      tracks[track][state] += count;
    };
    if (row.is_stored) {
      for (const [state, count] of Object.entries(toCounts(row))) {
        add(row.name, state as CheckState, count);
      }
    } else {
      const count = Number(row.entities);
      for (let position = 1; position <= row.name.length; position++) {
        const state = stateAt(row.name, position);
        if (state) {
          add(positions.at(position).track, state, count);
        }
      }
    }
  }
  for (const tracks of sums.values()) {
    for (const [track, counts] of Object.entries(tracks)) {
      if (Object.values(counts).every(count => count === 0)) {
        delete tracks[track];
      }
    }
  }
  return sums;
}
