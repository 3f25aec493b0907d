import { Knex } from 'knex';
import { atOneMoment, createInCondition } from '../../database/sql';
import { CountRow, Dimension } from './scorecardCounts';
import {
  applyFilter,
  fewerHidden,
  hiddenScorecards,
  SummedRows,
  visibleScorecards,
} from './scorecardFilter';
import { assessableOnly, countColumns, foldCase } from './scorecardRows';
import {
  Goal,
  GoalProgress,
  ScorecardFilter,
  ScorecardTotals,
} from './fleetQueries';
import { VisibleEntities } from '../../catalog/types';
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

/** The number of matching scorecards that a caller may see. */
export async function countMatching(
  knex: Knex,
  filter: ScorecardFilter,
  visible: VisibleEntities,
): Promise<number> {
  const goal = { scope: filter, targetRank: 0 };
  const [{ total }] = await selectProgress(knex, [goal], visible);
  return total;
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
  const hidden = fewerHidden(visible);
  const counts: Knex.QueryBuilder[] = [];
  for (const [place, { scope, targetRank }] of goals.entries()) {
    const sumUp = (query: Knex.QueryBuilder, summand: string) =>
      query.select(
        knex.raw(
          `CAST(? AS integer) AS place, SUM(${summand}) AS total,
          SUM(CASE WHEN level_rank >= ? THEN ${summand} ELSE 0 END) AS reached`,
          [place, targetRank],
        ),
      );
    const stored = visible.all || hidden ? selectSums(knex, scope) : undefined;
    if (stored) {
      counts.push(sumUp(stored.query, stored.column));
    }
    if (!stored || hidden) {
      const rows =
        stored && hidden
          ? hiddenScorecards(knex, hidden, undefined)
          : visibleScorecards(knex, visible);
      await applyFilter(knex, rows, scope);
      counts.push(sumUp(rows, stored ? '-1' : '1'));
    }
  }
  const rows: Record<keyof GoalProgress, number | string | null>[] = await knex
    .from(knex.unionAll(counts).as('counted'))
    .groupBy('place')
    .orderBy('place')
    .sum({ total: 'total', reached: 'reached' });
  return rows.map(({ total, reached }) => ({
    total: Number(total),
    reached: Number(reached),
  }));
}

/** The stored sums of matching scorecards, by level; undefined if a filter asks for more than one property. */
function selectSums(
  knex: Knex,
  { kind, level, belowRank, ...filter }: ScorecardFilter,
): { query: Knex.QueryBuilder; column: string } | undefined {
  const sums = findSums(filter);
  if (!sums) {
    return undefined;
  }
  const { dimension, keys, column = 'entities' } = sums;
  const query = knex('scorecard_counts').where({
    dimension,
    ...(kind !== undefined && { kind: foldCase(kind) }),
    ...(level !== undefined && { level }),
  });
  if (keys) {
    query.whereRaw(createInCondition(knex, 'key', keys));
  }
  if (belowRank !== undefined) {
    query.where('level_rank', '<', belowRank);
  }
  return { query, column };
}

function findSums(
  filter: Omit<ScorecardFilter, 'kind' | 'level' | 'belowRank'>,
): { dimension: Dimension; keys?: string[]; column?: string } | undefined {
  const asked = Object.entries(filter).filter(
    ([, value]) => value !== undefined,
  );
  const { check, state, owner, owners, system, pattern, assessment, stale } =
    filter;
  if (asked.length === 2 && check !== undefined && state !== undefined) {
    return { dimension: 'check', keys: [check], column: countColumns[state] };
  }
  const [name = 'level', ...others] = asked.map(([property]) => property);
  if (others.length > 0) {
    return undefined;
  }
  const orEmpty = (value: string) => (value === 'none' ? '' : value);
  switch (name) {
    case 'level':
      return { dimension: 'level' };
    case 'owner':
      return { dimension: 'owner', keys: [owner!] };
    case 'owners':
      return { dimension: 'owner', keys: owners };
    case 'system':
      return { dimension: 'system', keys: [system!] };
    case 'pattern':
      return { dimension: 'pattern', keys: [orEmpty(pattern!)] };
    case 'assessment':
      return { dimension: 'assessment', keys: [orEmpty(assessment!)] };
    case 'stale':
      return stale ? { dimension: 'stale' } : undefined;
    default:
      return undefined;
  }
}
