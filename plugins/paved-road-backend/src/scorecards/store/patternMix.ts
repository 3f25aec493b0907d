import { Pattern, Stage } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { atOneMoment } from '../../database/sql';
import { Dimension, fromPairKey, toPairKey } from './scorecardCounts';
import { hiddenScorecards, visibleScorecards } from './scorecardFilter';
import { VisibleRows } from './ScorecardNumbers';
import { PatternCount } from './ScorecardStore';

interface MixRow {
  stage: string;
  pattern: string;
  entities: number | string;
}

/** Number of scorecards by stage and pattern, in the order of both. */
export async function selectPatternMix(
  knex: Knex,
  visible: VisibleRows,
): Promise<PatternCount[]> {
  const rows = await selectRows(knex, visible);
  return rows.map(({ stage, pattern, entities }) => ({
    stage: (stage as Stage) || undefined,
    pattern: (pattern as Pattern) || undefined,
    entities: Number(entities),
  }));
}

async function selectRows(knex: Knex, visible: VisibleRows): Promise<MixRow[]> {
  if (visible.all) {
    return await sumCounts(knex);
  }
  const { hidden } = visible;
  return hidden
    ? await atOneMoment(knex, async tx =>
        without(
          await sumCounts(tx),
          await countRows(hiddenScorecards(tx, hidden)),
        ),
      )
    : await countRows(visibleScorecards(knex, visible));
}

/** What remains of all without the hidden ones. */
function without(all: MixRow[], hidden: MixRow[]): MixRow[] {
  const keyOf = ({ stage, pattern }: MixRow) => toPairKey(stage, pattern);
  const counts = new Map(
    hidden.map(row => [keyOf(row), Number(row.entities)] as const),
  );
  return all
    .map(row => ({
      ...row,
      entities: Number(row.entities) - (counts.get(keyOf(row)) ?? 0),
    }))
    .filter(({ entities }) => entities > 0);
}

async function sumCounts(knex: Knex): Promise<MixRow[]> {
  const rows: { key: string; entities: number | string }[] = await knex(
    'scorecard_counts',
  )
    .where({ dimension: 'stage-pattern' satisfies Dimension })
    .groupBy('key')
    .orderBy('key')
    .select('key')
    .sum({ entities: 'entities' });
  return rows.map(({ key, entities }) => {
    const [stage, pattern] = fromPairKey(key);
    return { stage, pattern, entities };
  });
}

async function countRows(scorecards: Knex.QueryBuilder): Promise<MixRow[]> {
  return await scorecards
    .groupBy('stage', 'pattern')
    .orderBy(['stage', 'pattern'])
    .select('stage', 'pattern')
    .count({ entities: '*' });
}
