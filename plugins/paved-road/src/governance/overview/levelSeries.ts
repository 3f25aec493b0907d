import {
  noLevel,
  Trend,
  TrendPoint,
} from '@paved-road/plugin-paved-road-common';

/** The levels of a trend with the reserved one of those without any, lowest first. */
export const levelIdsOf = (trend: Trend): string[] => [
  noLevel,
  ...trend.levels.map(({ id }) => id),
];

const isQuiet = (day: TrendPoint, dayBefore: TrendPoint, levels: string[]) =>
  day.raised === 0 &&
  day.lowered === 0 &&
  levels.every(level => day.levels[level] === dayBefore.levels[level]);

/** The days on which something is different from the day before, with the first one; newest first. */
export function eventfulDays(trend: Trend): TrendPoint[] {
  const levels = levelIdsOf(trend);
  return trend.points
    .filter(
      (day, index) =>
        index === 0 || !isQuiet(day, trend.points[index - 1], levels),
    )
    .reverse();
}
