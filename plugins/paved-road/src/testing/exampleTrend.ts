import { TrendPoint } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';

/** Days up to today: three services stay the same, then one levels up and another is assessed. */
export function exampleTrend(days: number): TrendPoint[] {
  const today = DateTime.utc().startOf('day');
  return Array.from({ length: days }, (_, index): TrendPoint => {
    const isToday = index === days - 1;
    return {
      date: today.minus({ days: days - 1 - index }).toISODate(),
      levels: isToday
        ? { none: 1, bronze: 1, silver: 1, gold: 0 }
        : { none: 1, bronze: 2, silver: 0, gold: 0 },
      totals: {
        entities: 3,
        assessed: isToday ? 2 : 3,
        approved: 1,
        submitted: isToday ? 1 : 3,
        onTheRoad: isToday ? 1 : 0,
        waived: 1,
        stale: isToday ? 1 : 0,
      },
      raised: isToday ? 1 : 0,
      lowered: 0,
      causes: isToday ? { rules: 1, facts: 2 } : {},
    };
  });
}
