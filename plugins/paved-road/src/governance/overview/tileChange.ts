import { Trend, TrendPoint } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';

/** How a figure changed since the first day of a trend. */
export interface TileChange {
  by: number;
  /** Of percentage points, else of what is counted. */
  isShare: boolean;
  /** ISO 8601 */
  since: string;
  /** From that day until today. */
  days: number;
}

type Totals = TrendPoint['totals'];

const shareIn = (totals: Totals, part: 'onTheRoad' | 'assessed') =>
  totals.entities === 0 ? 0 : (100 * totals[part]) / totals.entities;

/** By how many percentage points a share of the services changed; undefined without a day to compare with. */
export function shareChange(
  trend: Trend | undefined,
  part: 'onTheRoad' | 'assessed',
): TileChange | undefined {
  const points =
    part === 'assessed' ? daysWithAssessments(trend) : trend?.points;
  return changeOf(points, totals => shareIn(totals, part), true);
}

/** By how much a number changed; undefined without a day to compare with. */
export function countChange(
  trend: Trend | undefined,
  part: 'submitted' | 'stale',
): TileChange | undefined {
  return changeOf(daysWithAssessments(trend), totals => totals[part], false);
}

/** The first day of a trend of which more is known than levels, as an ISO 8601 date. */
export function firstKnownDay(trend: Trend | undefined): string | undefined {
  return daysWithAssessments(trend)?.[0].date;
}

/** A history that was brought along knows levels only: nobody can tell what was assessed on its days. */
function daysWithAssessments(
  trend: Trend | undefined,
): TrendPoint[] | undefined {
  const start = trend?.points.findIndex(({ totals }) => totals.assessed > 0);
  return start === undefined || start === -1
    ? undefined
    : trend?.points.slice(start);
}

function changeOf(
  points: TrendPoint[] | undefined,
  figure: (totals: Totals) => number,
  isShare: boolean,
): TileChange | undefined {
  const first = points?.[0];
  const last = points?.at(-1);
  if (!first || !last || first === last) {
    return undefined;
  }
  return {
    by: figure(last.totals) - figure(first.totals),
    isShare,
    since: first.date,
    days: DateTime.fromISO(last.date).diff(DateTime.fromISO(first.date), 'days')
      .days,
  };
}
