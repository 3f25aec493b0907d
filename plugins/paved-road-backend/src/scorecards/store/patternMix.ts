import { Pattern, Stage } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { VisibleEntities } from '../../catalog/types';
import { Dimension, fromPairKey } from './scorecardCounts';
import { visibleScorecards } from './scorecardFilter';
import { PatternCount } from './ScorecardStore';

interface MixRow {
  stage: string;
  pattern: string;
  entities: number | string;
}

/** Number of scorecards by stage and pattern, in the order of both. */
export async function selectPatternMix(
  knex: Knex,
  visible: VisibleEntities,
): Promise<PatternCount[]> {
  const rows = visible.all
    ? await sumCounts(knex)
    : await countVisible(knex, visible);
  return rows.map(({ stage, pattern, entities }) => ({
    stage: (stage as Stage) || undefined,
    pattern: (pattern as Pattern) || undefined,
    entities: Number(entities),
  }));
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

async function countVisible(
  knex: Knex,
  visible: VisibleEntities,
): Promise<MixRow[]> {
  return await visibleScorecards(knex, visible)
    .groupBy('stage', 'pattern')
    .orderBy(['stage', 'pattern'])
    .select('stage', 'pattern')
    .count({ entities: '*' });
}
