import { Knex } from 'knex';
import {
  CountRow,
  Dimension,
  fromPairKey,
  sumColumns,
} from './scorecardCounts';
import { selectSummands, SummedRows } from './scorecardFilter';
import { assessableOnly } from './scorecardRows';

/** The key of a scorecard in dimensions that count it once. */
const keys = {
  level: 'level',
  owner: 'owner',
  system: 'system',
  pattern: 'pattern',
  lift: "lift || ' ' || lift_level",
  'stage-pattern': "stage || ' ' || pattern",
} as const satisfies Partial<Record<Dimension, string>>;

/** A dimension that can be summed up from scorecards. */
type KeyedDimension = keyof typeof keys;

/** The stored sums of a dimension, separate for each kind. */
export function selectStored(
  knex: Knex,
  dimension: Dimension,
  kind: string | undefined,
): Knex.QueryBuilder<CountRow, CountRow[]> {
  return knex('scorecard_counts')
    .where({ dimension, ...(kind !== undefined && { kind }) })
    .select('key', 'level', 'level_rank', ...sumColumns);
}

/** The sums of visible scorecards. */
export function selectCounts(
  knex: Knex,
  dimension: KeyedDimension,
  visible: SummedRows,
): Knex.QueryBuilder {
  const summands = selectSummands(knex, visible, {
    stored: (_, kind) => selectStored(knex, dimension, kind),
    rows: (_, scorecards, sign) =>
      sumScorecards(knex, scorecards, dimension, sign),
  });
  return summands.length === 1
    ? summands[0]
    : knex
        .from(knex.unionAll(summands).as('summands'))
        .groupBy('key', 'level', 'level_rank')
        .havingRaw('SUM(entities) > 0')
        .select('key', 'level', 'level_rank')
        .sum(Object.fromEntries(sumColumns.map(name => [name, name])));
}

/** The number of visible scorecards of each pair, sorted by pair. */
export async function countPairs(
  knex: Knex,
  dimension: 'lift' | 'stage-pattern',
  visible: SummedRows,
): Promise<{ pair: [first: string, second: string]; entities: number }[]> {
  const rows: { key: string; entities: number | string }[] = await knex
    .from(selectCounts(knex, dimension, visible).as('counts'))
    .groupBy('key')
    .orderBy('key')
    .select('key')
    .sum({ entities: 'entities' });
  return rows.map(({ key, entities }) => ({
    pair: fromPairKey(key),
    entities: Number(entities),
  }));
}

/* The columns of stored sums. */
function sumScorecards(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
  dimension: KeyedDimension,
  sign: '+' | '-',
): Knex.QueryBuilder {
  if (dimension === 'lift') {
    scorecards.whereRaw("lift <> ''");
  } else if (dimension === 'stage-pattern') {
    scorecards.whereRaw(assessableOnly);
  }
  return scorecards
    .groupByRaw(`${keys[dimension]}, level, level_rank`)
    .select(
      knex.raw(`${keys[dimension]} AS key`),
      'level',
      'level_rank',
      ...sumColumns.map(column =>
        column === 'entities'
          ? knex.raw(`${sign}COUNT(*) AS entities`)
          : knex.raw(`${sign}SUM(??) AS ??`, [column, column]),
      ),
    );
}
