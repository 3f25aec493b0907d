import { Knex } from 'knex';
import { atOneMoment } from '../../database/sql';
import { CountRow, Dimension } from './scorecardCounts';
import {
  applyFilter,
  fewerHidden,
  hiddenScorecards,
  SummedRows,
  visibleScorecards,
} from './scorecardFilter';
import { assessableOnly } from './scorecardRows';
import { Goal, GoalProgress, ScorecardTotals } from './fleetQueries';
import { VisibleEntities } from '../../catalog/types';
import { countRows as countQuery } from '../../database/paging';
import { AssessmentStatus } from '@paved-road/plugin-paved-road-common';

/** Statuses that count as assessed: decided, or waiting for the decision. */
export const assessedStatuses: AssessmentStatus[] = ['submitted', 'approved'];

export async function selectTotals(
  knex: Knex,
  targetRank: number,
  visible: SummedRows,
): Promise<ScorecardTotals> {
  const { kind } = visible;
  if (visible.all) {
    return await sumCounts(knex, targetRank, kind);
  }
  const hidden = fewerHidden(visible);
  return hidden
    ? await atOneMoment(knex, async tx =>
        without(
          await sumCounts(tx, targetRank, kind),
          await countRows(tx, targetRank, hiddenScorecards(tx, hidden, kind)),
        ),
      )
    : await countRows(knex, targetRank, visibleScorecards(knex, visible));
}

function without(
  all: ScorecardTotals,
  hidden: ScorecardTotals,
): ScorecardTotals {
  const names = Object.keys(all) as (keyof ScorecardTotals)[];
  return Object.fromEntries(
    names.map(name => [name, all[name] - hidden[name]]),
  ) as unknown as ScorecardTotals;
}

/** The number of visible scorecards. */
export async function countVisible(
  knex: Knex,
  visible: VisibleEntities,
): Promise<number> {
  const hidden = fewerHidden(visible);
  if (!visible.all && !hidden) {
    return await countQuery(visibleScorecards(knex, visible));
  }
  // In one statement, so that both are of the same moment.
  const [{ total }] = await knex.select({
    total: knex.raw(`COALESCE(?, 0) - ?`, [
      knex('scorecard_counts')
        .where({ dimension: 'level' satisfies Dimension })
        .sum({ entities: 'entities' }),
      hidden
        ? hiddenScorecards(knex, hidden, undefined).count({ entities: '*' })
        : 0,
    ]),
  });
  return Number(total);
}

async function sumCounts(
  knex: Knex,
  targetRank: number,
  kind: string | undefined,
): Promise<ScorecardTotals> {
  const dimensions: Dimension[] = ['level', 'assessment', 'waived', 'stale'];
  const rows: (CountRow & { dimension: Dimension })[] = await knex(
    'scorecard_counts',
  )
    .where(kind === undefined ? {} : { kind })
    .whereIn('dimension', dimensions)
    .select('dimension', 'key', 'level_rank', 'entities');
  const sum = (
    dimension: Dimension,
    isCounted: (row: CountRow) => boolean = () => true,
  ) =>
    rows
      .filter(row => row.dimension === dimension && isCounted(row))
      .reduce((total, { entities }) => total + entities, 0);
  return {
    entities: sum('level'),
    assessable: sum('assessment'),
    assessed: sum('assessment', ({ key }) =>
      (assessedStatuses as string[]).includes(key),
    ),
    approved: sum('assessment', ({ key }) => key === 'approved'),
    submitted: sum('assessment', ({ key }) => key === 'submitted'),
    onTheRoad: sum('level', row => row.level_rank >= targetRank),
    waived: sum('waived'),
    stale: sum('stale'),
  };
}

async function countRows(
  knex: Knex,
  targetRank: number,
  scorecards: Knex.QueryBuilder,
): Promise<ScorecardTotals> {
  const countWhere = (condition: string, ...values: Knex.RawBinding[]) =>
    knex.raw(`COALESCE(SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END), 0)`, [
      ...values,
    ]);
  const [row]: Record<keyof ScorecardTotals, number | string>[] =
    await scorecards.select({
      entities: knex.raw('COUNT(*)'),
      assessable: countWhere(assessableOnly),
      assessed: countWhere(
        `assessment_status IN (${assessedStatuses.map(() => '?')})`,
        ...assessedStatuses,
      ),
      approved: countWhere("assessment_status = 'approved'"),
      submitted: countWhere("assessment_status = 'submitted'"),
      onTheRoad: countWhere('level_rank >= ?', targetRank),
      waived: countWhere('waived > 0'),
      stale: countWhere('stale = 1'),
    });
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, Number(value)]),
  ) as unknown as ScorecardTotals;
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
    const query = visibleScorecards(knex, visible).select(
      knex.raw(
        `CAST(? AS integer) AS place, COUNT(*) AS total,
        SUM(CASE WHEN level_rank >= ? THEN 1 ELSE 0 END) AS reached`,
        [place, targetRank],
      ),
    );
    await applyFilter(knex, query, scope);
    counts.push(query);
  }
  const rows: Record<keyof GoalProgress, number | string | null>[] = await knex
    .from(knex.unionAll(counts).as('counted'))
    .orderBy('place');
  return rows.map(({ total, reached }) => ({
    total: Number(total),
    reached: Number(reached),
  }));
}
