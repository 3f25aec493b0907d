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
  return changeOf(trend, totals => shareIn(totals, part), true);
}

/** By how much a number changed; undefined without a day to compare with. */
export function countChange(
  trend: Trend | undefined,
  part: 'submitted',
): TileChange | undefined {
  return changeOf(trend, totals => totals[part], false);
}

function changeOf(
  trend: Trend | undefined,
  figure: (totals: Totals) => number,
  isShare: boolean,
): TileChange | undefined {
  const first = trend?.points[0];
  const last = trend?.points.at(-1);
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
