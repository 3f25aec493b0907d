import {
  AssessmentStatus,
  TrendPoint,
} from '@paved-road/plugin-paved-road-common';
import { noLevel } from '@paved-road/plugin-paved-road-common/rules';
import { DayOfScorecards, LevelChanges } from './ScorecardStore';

/** An entity is assessed when its assessment is decided or waits for that; one that was rejected answers nothing. */
export const assessedStatuses: AssessmentStatus[] = ['submitted', 'approved'];

/**
 * The figures of a day by the levels of today's rules.
 *
 * @param ranks - of `none` and of all levels, by id, lowest first
 */
export function toTrendPoint(
  { date, levels, assessments, waived, stale, levelChanges }: DayOfScorecards,
  ranks: Map<string, number>,
  targetRank: number,
): TrendPoint {
  // Levels that the rules no longer have count as none.
  const rankOf = (level: string) => ranks.get(level) ?? 0;
  const countWhere = (isCounted: (level: string) => boolean) =>
    sum(
      Object.entries(levels)
        .filter(([level]) => isCounted(level))
        .map(([, count]) => count),
    );
  const moved = levelChanges.flatMap(({ from, to, ...change }) => {
    const steps = from && to ? rankOf(to) - rankOf(from) : 0;
    return steps === 0 ? [] : [{ ...change, steps }];
  });
  return {
    date,
    levels: {
      ...Object.fromEntries(
        Array.from(ranks.keys(), level => [level, levels[level] ?? 0]),
      ),
      [noLevel]: countWhere(level => rankOf(level) === 0),
    },
    totals: {
      entities: countWhere(() => true),
      assessed: sum(assessedStatuses.map(status => assessments[status] ?? 0)),
      approved: assessments.approved ?? 0,
      submitted: assessments.submitted ?? 0,
      onTheRoad: countWhere(level => rankOf(level) >= targetRank),
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
