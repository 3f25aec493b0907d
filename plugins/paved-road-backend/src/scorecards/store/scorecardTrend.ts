import {
  AssessmentStatus,
  TrendPoint,
} from '@paved-road/plugin-paved-road-common';
import {
  changeCauses,
  noLevel,
} from '@paved-road/plugin-paved-road-common/rules';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { VisibleEntities } from '../../catalog/types';
import {
  fewerHidden,
  hiddenScorecards,
  isWithoutConditions,
  matchingScorecards,
} from './scorecardFilter';
import { foldCase } from './scorecardRows';
import { DayOfScorecards, LevelChanges, ScorecardFilter } from './fleetQueries';
import { assessedStatuses } from './scorecardTotals';

/** Stands for the present among days: everything that exists was added at some time. */
const present = '';

/** Number of changes of one kind on a day, in total and by cause. */
interface ChangeRow extends Record<
  (typeof changeCauses)[number] | 'changes',
  number | string
> {
  day: string;
  aspect: 'level' | 'assessment' | 'waived' | 'stale';
  /** Empty if there was nothing before or nothing remains. */
  from_state: string;
  to_state: string;
}

/** Changes by day, for walking back the figures. */
type ChangesByDay = Map<string, ChangeRow[]>;

/**
 * Selects figures by day. One statement, so that the current state and changes are consistent: the figures of a day
 * result from the next day without its changes.
 */
export async function selectTrend(
  knex: Knex,
  scope: ScorecardFilter,
  visible: VisibleEntities,
  { first, today }: { first: string; today: string },
): Promise<DayOfScorecards[]> {
  const changes = await selectChanges(knex, scope, visible, first);
  const rows: ChangeRow[] = await changes.query
    .from('changed')
    .groupBy('day', 'aspect', 'from_state', 'to_state')
    .havingRaw('SUM(changes) <> 0')
    .select('day', 'aspect', 'from_state', 'to_state')
    .sum({ changes: 'changes' })
    .select(
      changeCauses.map(cause =>
        knex.raw('SUM(CASE WHEN causes LIKE ? THEN changes ELSE 0 END) AS ??', [
          `%"${cause}"%`,
          cause,
        ]),
      ),
    );
  const byDay: ChangesByDay = new Map();
  for (const row of rows) {
    const day = row.day > today ? today : row.day;
    byDay.set(day, [...(byDay.get(day) ?? []), row]);
  }
  return walkBack(byDay, first, today);
}

/** Selects stored counts where possible, minus the hidden part if that is smaller. */
async function selectChanges(
  knex: Knex,
  scope: ScorecardFilter,
  visible: VisibleEntities,
  first: string,
): Promise<{ query: Knex.QueryBuilder }> {
  const { kind: anyCase, ...conditions } = scope;
  const kind = anyCase && foldCase(anyCase);
  const hidden = fewerHidden(visible);
  if (!isWithoutConditions(conditions) || !(visible.all || hidden)) {
    const { query } = await matchingScorecards(knex, scope, visible);
    const inScope = withScope(knex, query).with(
      'changed',
      // Without a limit by visibility, a second look in the index is cheaper than a join with unknown rows.
      changesOf(
        knex,
        first,
        (visible.all ? query.clone() : knex('scope')).select('entity_ref'),
      ),
    );
    // Wrapped, because a query is itself a promise of its rows.
    return { query: inScope };
  }
  const stored = storedChanges(knex, first, kind);
  return {
    query: hidden
      ? withScope(knex, hiddenScorecards(knex, hidden, kind)).with(
          'changed',
          stored.unionAll(
            changesOf(
              knex,
              first,
              knex('scope')
                .select('entity_ref')
                .unionAll(removedSince(knex, first, kind)),
              '-',
            ),
          ),
        )
      : knex.with('changed', stored),
  };
}

/** Of everything, or of a kind. */
function storedChanges(
  knex: Knex,
  first: string,
  kind: string | undefined,
): Knex.QueryBuilder {
  const ofKind = kind === undefined ? {} : { kind };
  return knex('scorecard_counts')
    .where(ofKind)
    .whereIn('dimension', ['level', 'assessment', 'waived', 'stale'])
    .whereRaw("NOT (dimension = 'assessment' AND key = '')")
    .select(
      knex.raw('? AS day', [present]),
      { aspect: 'dimension' },
      knex.raw(
        `'' AS from_state,
          CASE dimension WHEN 'level' THEN level WHEN 'assessment' THEN key ELSE 'yes' END AS to_state,
          '' AS causes`,
      ),
      { changes: 'entities' },
    )
    .unionAll(
      knex('scorecard_changes')
        .where(ofKind)
        .where('day', '>=', first)
        .select('day', 'aspect', 'from_state', 'to_state', 'causes', 'changes'),
    );
}

function withScope(
  knex: Knex,
  scorecards: Knex.QueryBuilder,
): Knex.QueryBuilder {
  return knex.withMaterialized(
    'scope',
    scorecards
      .clone()
      .select('entity_ref', 'level', 'assessment_status', 'waived', 'stale'),
  );
}

/**
 * The states of the scorecards in `scope`, and changes.
 *
 * @param changed - selects the references of the entities whose changes count
 */
function changesOf(
  knex: Knex,
  first: string,
  changed: Knex.QueryBuilder,
  sign: '+' | '-' = '+',
): Knex.QueryBuilder {
  // Counts first, because there are many rows.
  const countStates = (aspect: string, state: string, condition: string) =>
    knex('scope')
      .whereRaw(condition)
      .groupBy('to_state')
      .select(
        knex.raw(
          `? AS day, ? AS aspect, '' AS from_state, ${state} AS to_state, '' AS causes, ${sign}COUNT(*) AS changes`,
          [present, aspect],
        ),
      );
  return knex.unionAll([
    countStates('level', 'level', 'true'),
    countStates('assessment', 'assessment_status', "assessment_status <> ''"),
    countStates('waived', "'yes'", 'waived > 0'),
    countStates('stale', "'yes'", 'stale = 1'),
    knex('scorecard_transitions')
      // In the form of the index.
      .whereRaw("aspect <> 'check'")
      .where('day', '>=', first)
      .whereIn('entity_ref', changed)
      .groupBy('day', 'aspect', 'from_state', 'to_state', 'causes')
      .select(
        'day',
        'aspect',
        knex.raw(
          `COALESCE(from_state, ''), COALESCE(to_state, ''), causes, ${sign}COUNT(*)`,
        ),
      ),
  ]);
}

/** Entities without a scorecard, which only count for people who see everything. */
function removedSince(
  knex: Knex,
  first: string,
  kind: string | undefined,
): Knex.QueryBuilder {
  const removed = knex('scorecard_transitions as t')
    // In the form of the index.
    .whereRaw("t.aspect = 'level' AND t.to_state IS NULL")
    .where('t.day', '>=', first)
    .whereNotExists(
      knex('scorecards as s').whereRaw('s.entity_ref = t.entity_ref').select(1),
    )
    .select('t.entity_ref');
  return kind === undefined
    ? removed
    : removed.where('t.entity_ref', 'like', `${kind}:%`);
}

/** How many entities are in each state, in each aspect. */
class StateCounts {
  readonly #counts = {
    level: new Map<string, number>(),
    assessment: new Map<string, number>(),
    waived: new Map<string, number>(),
    stale: new Map<string, number>(),
  };

  /** Applies a change, or reverts it with -1. */
  add({ aspect, from_state, to_state, changes }: ChangeRow, times: 1 | -1) {
    const counts = this.#counts[aspect];
    const move = (state: string, by: number) => {
      if (state !== '') {
        counts.set(state, (counts.get(state) ?? 0) + by);
      }
    };
    move(to_state, times * Number(changes));
    move(from_state, -times * Number(changes));
  }

  figures(): Pick<
    DayOfScorecards,
    'levels' | 'assessments' | 'waived' | 'stale'
  > {
    const { level, assessment, waived, stale } = this.#counts;
    const counted = (counts: Map<string, number>) =>
      Object.fromEntries([...counts].filter(([, count]) => count !== 0));
    return {
      levels: counted(level),
      assessments: counted(assessment) as Partial<
        Record<AssessmentStatus, number>
      >,
      waived: waived.get('yes') ?? 0,
      stale: stale.get('yes') ?? 0,
    };
  }
}

function walkBack(
  byDay: ChangesByDay,
  first: string,
  today: string,
): DayOfScorecards[] {
  const counts = new StateCounts();
  byDay.get(present)?.forEach(row => counts.add(row, 1));
  const days: DayOfScorecards[] = [];
  for (let day = today; day >= first; day = dayBefore(day)) {
    const changes = byDay.get(day) ?? [];
    days.unshift({
      date: day,
      ...counts.figures(),
      levelChanges: changes
        .filter(({ aspect }) => aspect === 'level')
        .map(toLevelChanges),
    });
    changes.forEach(row => counts.add(row, -1));
  }
  const begin = days.findIndex(
    ({ levels, levelChanges }) =>
      Object.keys(levels).length > 0 || levelChanges.length > 0,
  );
  return begin < 0 ? [] : days.slice(begin);
}

function toLevelChanges(row: ChangeRow): LevelChanges {
  return {
    from: row.from_state || undefined,
    to: row.to_state || undefined,
    count: Number(row.changes),
    causes: Object.fromEntries(
      changeCauses
        .map(cause => [cause, Number(row[cause])] as const)
        .filter(([, count]) => count > 0),
    ),
  };
}

function dayBefore(day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' }).minus({ days: 1 }).toISODate()!;
}

/**
 * Presents the figures of a day by the current levels.
 *
 * @param ranks - of `none` and of all levels, by id, lowest first
 */
export function toTrendPoint(
  { date, levels, assessments, waived, stale, levelChanges }: DayOfScorecards,
  ranks: Map<string, number>,
  targetRank: number,
): TrendPoint {
  // Removed levels count as none.
  const toLevelRank = (level: string) => ranks.get(level) ?? 0;
  const countWhere = (isCounted: (level: string) => boolean) =>
    sum(
      Object.entries(levels)
        .filter(([level]) => isCounted(level))
        .map(([, count]) => count),
    );
  const moved = levelChanges.flatMap(({ from, to, ...change }) => {
    const steps = from && to ? toLevelRank(to) - toLevelRank(from) : 0;
    return steps === 0 ? [] : [{ ...change, steps }];
  });
  return {
    date,
    levels: {
      ...Object.fromEntries(
        Array.from(ranks.keys(), level => [level, levels[level] ?? 0]),
      ),
      [noLevel]: countWhere(level => toLevelRank(level) === 0),
    },
    totals: {
      entities: countWhere(() => true),
      assessed: sum(assessedStatuses.map(status => assessments[status] ?? 0)),
      approved: assessments.approved ?? 0,
      submitted: assessments.submitted ?? 0,
      onTheRoad: countWhere(level => toLevelRank(level) >= targetRank),
      waived,
      stale,
    },
    raised: sum(
      moved.filter(({ steps }) => steps > 0).map(({ count }) => count),
    ),
    lowered: sum(
      moved.filter(({ steps }) => steps < 0).map(({ count }) => count),
    ),
    causes: sumCauses(moved),
  };
}

function sumCauses(changes: Pick<LevelChanges, 'causes'>[]) {
  const causes: LevelChanges['causes'] = {};
  for (const [cause, count] of changes.flatMap(change =>
    Object.entries(change.causes),
  )) {
    const key = cause as keyof typeof causes;
    causes[key] = (causes[key] ?? 0) + count;
  }
  return causes;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
