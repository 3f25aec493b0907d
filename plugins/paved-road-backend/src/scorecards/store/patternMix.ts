import { Pattern, Stage } from '@paved-road/plugin-paved-road-common';
import { Knex } from 'knex';
import { SummedRows } from './ScorecardNumbers';
import { PatternCount } from './ScorecardStore';
import { countPairs } from './visibleCounts';

/** Number of scorecards by stage and pattern, in the order of both. */
export async function selectPatternMix(
  knex: Knex,
  visible: SummedRows,
): Promise<PatternCount[]> {
  const counts = await countPairs(knex, 'stage-pattern', visible);
  return counts.map(({ pair: [stage, pattern], entities }) => ({
    stage: (stage as Stage) || undefined,
    pattern: (pattern as Pattern) || undefined,
    entities,
  }));
}
