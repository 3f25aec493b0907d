import { Knex } from 'knex';
import { VisibleEntities } from '../../catalog/types';
import {
  applyFilter,
  isWithoutConditions,
  matchingScorecards,
  visibleScorecards,
} from './scorecardFilter';
import { Goal, GoalProgress, ScorecardFilter } from './ScorecardStore';
import { countAll } from './scorecardTotals';

export async function countScorecards(
  knex: Knex,
  filter: ScorecardFilter,
  visible: VisibleEntities,
): Promise<number> {
  if (visible.all && isWithoutConditions(filter)) {
    return await countAll(knex);
  }
  const { query } = await matchingScorecards(knex, filter, visible);
  const [{ total }] = await query.count({ total: '*' });
  return Number(total);
}

/** One statement for all goals, in their order. */
export async function selectProgress(
  knex: Knex,
  goals: Goal[],
  visible: VisibleEntities,
): Promise<GoalProgress[]> {
  if (goals.length === 0) {
    return [];
  }
  const counts: Knex.QueryBuilder[] = [];
  for (const [place, { scope, targetRank }] of goals.entries()) {
    const query = knex('scorecards').select(
      knex.raw(
        `CAST(? AS integer) AS place, COUNT(*) AS total,
        SUM(CASE WHEN level_rank >= ? THEN 1 ELSE 0 END) AS reached`,
        [place, targetRank],
      ),
    );
    if (!visible.all) {
      query.whereIn('entity_ref', knex('visible').select('entity_ref'));
    }
    await applyFilter(knex, query, scope);
    counts.push(query);
  }
  // The visible entities go to the database once, whatever the number of goals.
  const query = visible.all
    ? knex
    : knex.withMaterialized(
        'visible',
        visibleScorecards(knex, visible).select('entity_ref'),
      );
  const rows: Record<keyof GoalProgress, number | string | null>[] = await query
    .from(knex.unionAll(counts).as('counted'))
    .orderBy('place');
  return rows.map(({ total, reached }) => ({
    total: Number(total),
    reached: Number(reached),
  }));
}
