import { Knex } from 'knex';
import { atOneMoment } from '../../database/sql';
import { assessedStatuses } from './toTrendPoint';
import { CountRow, Dimension } from './scorecardCounts';
import { hiddenScorecards, visibleScorecards } from './scorecardFilter';
import { SummedRows } from './ScorecardNumbers';
import { assessableOnly } from './scorecardRows';
import { ScorecardTotals } from './ScorecardStore';

/** One statement for the figures of all visible scorecards. */
export async function selectTotals(
  knex: Knex,
  targetRank: number,
  visible: SummedRows,
): Promise<ScorecardTotals> {
  const { kind } = visible;
  if (visible.all) {
    return await sumCounts(knex, targetRank, kind);
  }
  const { hidden } = visible;
  return hidden
    ? await atOneMoment(knex, async tx =>
        without(
          await sumCounts(tx, targetRank, kind),
          await countRows(tx, targetRank, hiddenScorecards(tx, hidden, kind)),
        ),
      )
    : await countRows(knex, targetRank, visibleScorecards(knex, visible));
}

/** What remains of all without the hidden ones. */
function without(
  all: ScorecardTotals,
  hidden: ScorecardTotals,
): ScorecardTotals {
  const names = Object.keys(all) as (keyof ScorecardTotals)[];
  return Object.fromEntries(
    names.map(name => [name, all[name] - hidden[name]]),
  ) as unknown as ScorecardTotals;
}

/** How many scorecards there are. */
export async function countAll(knex: Knex): Promise<number> {
  const [{ entities }] = await knex('scorecard_counts')
    .where({ dimension: 'level' satisfies Dimension })
    .sum({ entities: 'entities' });
  return Number(entities);
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
  return {
    entities: Number(row.entities),
    assessable: Number(row.assessable),
    assessed: Number(row.assessed),
    approved: Number(row.approved),
    submitted: Number(row.submitted),
    onTheRoad: Number(row.onTheRoad),
    waived: Number(row.waived),
    stale: Number(row.stale),
  };
}
