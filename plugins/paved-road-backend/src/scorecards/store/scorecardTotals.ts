import { Knex } from 'knex';
import { createInCondition } from '../../database/sql';
import { Dimension } from './scorecardCounts';
import {
  applyFilter,
  fewerHidden,
  hiddenScorecards,
  selectSummands,
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
import { selectWithBelow } from './teamCounts';
import { VisibleEntities } from '../../catalog/types';
import { AssessmentStatus } from '@paved-road/plugin-paved-road-common';

/** Statuses that count as assessed: decided, or waiting for the decision. */
export const assessedStatuses: AssessmentStatus[] = ['submitted', 'approved'];

/** A number of entities with the same values. Stored sums have one of the flags, groups of scorecards several. */
interface TotalsRow {
  level_rank: number;
  assessment: string;
  in_total: number;
  assessable: number;
  waived: number;
  stale: number;
  /** Below zero where hidden entities are subtracted. */
  entities: number | string;
}

export async function selectTotals(
  knex: Knex,
  targetRank: number,
  visible: SummedRows,
): Promise<ScorecardTotals> {
  const rows: TotalsRow[] = await knex.unionAll(
    selectSummands(knex, visible, { stored: selectStored, rows: groupRows }),
  );
  const sum = (isCounted: (row: TotalsRow) => unknown) =>
    rows
      .filter(isCounted)
      .reduce((total, { entities }) => total + Number(entities), 0);
  const assessed: string[] = assessedStatuses;
  return {
    entities: sum(row => row.in_total),
    assessable: sum(row => row.assessable),
    assessed: sum(row => row.assessable && assessed.includes(row.assessment)),
    approved: sum(row => row.assessable && row.assessment === 'approved'),
    submitted: sum(row => row.assessable && row.assessment === 'submitted'),
    onTheRoad: sum(row => row.in_total && row.level_rank >= targetRank),
    waived: sum(row => row.waived),
    stale: sum(row => row.stale),
  };
}

const flag = (condition: string) => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;

function selectStored(knex: Knex, kind: string | undefined): Knex.QueryBuilder {
  const dimensions: Dimension[] = ['level', 'assessment', 'waived', 'stale'];
  return knex('scorecard_counts')
    .where(kind === undefined ? {} : { kind })
    .whereIn('dimension', dimensions)
    .select('level_rank', { assessment: 'key' })
    .select(
      knex.raw(`${flag("dimension = 'level'")} AS in_total`),
      knex.raw(`${flag("dimension = 'assessment'")} AS assessable`),
      knex.raw(`${flag("dimension = 'waived'")} AS waived`),
      knex.raw(`${flag("dimension = 'stale'")} AS stale`),
      'entities',
    );
}

function groupRows(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
  sign: '+' | '-',
): Knex.QueryBuilder {
  const flags = {
    assessable: flag(assessableOnly),
    waived: flag('waived > 0'),
    stale: flag('stale = 1'),
  };
  return scorecards
    .groupByRaw(`level_rank, assessment_status, ${Object.values(flags)}`)
    .select('level_rank', { assessment: 'assessment_status' })
    .select(
      knex.raw('1 AS in_total'),
      ...Object.entries(flags).map(([name, sql]) =>
        knex.raw(`${sql} AS ??`, [name]),
      ),
      knex.raw(`${sign}COUNT(*) AS entities`),
    );
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
    const stored =
      // The positions of a check are of another moment than hidden scorecards.
      visible.all || (hidden && scope.check === undefined)
        ? selectSums(knex, scope)
        : undefined;
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
  const asked = Object.entries(filter).filter(
    ([, value]) => value !== undefined,
  );
  const { check, state, owners, team, stale } = filter;
  const sums = (dimension: Dimension) =>
    knex('scorecard_counts').where({
      dimension,
      ...(kind !== undefined && { kind: foldCase(kind) }),
      ...(level !== undefined && { level }),
    });
  const find = () => {
    const [[name, value] = ['level'], ...others] = asked;
    if (asked.length === 2 && check !== undefined && state !== undefined) {
      return sums('check').where('key', check);
    }
    if (others.length > 0) {
      return undefined;
    }
    switch (name) {
      case 'level':
        return sums('level');
      case 'owner':
      case 'system':
        return sums(name).where('key', value);
      case 'pattern':
      case 'assessment':
        return sums(name).where('key', value === 'none' ? '' : value);
      case 'owners':
        return sums('owner').whereRaw(createInCondition(knex, 'key', owners!));
      case 'team':
        return sums('owner').whereIn('key', selectWithBelow(knex, team!));
      case 'stale':
        return stale ? sums('stale') : undefined;
      default:
        return undefined;
    }
  };
  const query = find();
  if (belowRank !== undefined) {
    query?.where('level_rank', '<', belowRank);
  }
  return query && { query, column: state ? countColumns[state] : 'entities' };
}
