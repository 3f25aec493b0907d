import { Trend, TrendPoint } from '@paved-road/plugin-paved-road-common';
import {
  changeCauses,
  noLevel,
} from '@paved-road/plugin-paved-road-common/rules';
import { useFleetData } from '../../data/fleet/fleetData';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

/**
 * Daily totals of the fleet.
 *
 * @param days - number of days, including today
 */
export function useTrend(days: number, kind: string | undefined) {
  return useFleetData(['trend', days, kind], api =>
    api.getTrend({ days, kind }),
  );
}

/** Level ids of a trend including the reserved `none`, lowest first. */
export const listLevelIdsWithNone = (trend: Trend): string[] => [
  noLevel,
  ...trend.levels.map(({ id }) => id),
];

const isQuiet = (day: TrendPoint, dayBefore: TrendPoint, levels: string[]) =>
  day.raised === 0 &&
  day.lowered === 0 &&
  levels.every(level => day.levels[level] === dayBefore.levels[level]);

/** The first day and all days that differ from the previous day, newest first. */
export function eventfulDays(trend: Trend): TrendPoint[] {
  const levels = listLevelIdsWithNone(trend);
  return trend.points
    .filter(
      (day, index) =>
        index === 0 || !isQuiet(day, trend.points[index - 1], levels),
    )
    .reverse();
}

/** Returns a function that describes why services changed their level on a day. */
export function useCausesText() {
  const t = useTexts(overviewTexts);
  return (day: TrendPoint): string =>
    changeCauses
      .filter(cause => day.causes[cause])
      .map(cause =>
        t('overview.trend.cause', {
          cause: t(`overview.cause.${cause}`),
          count: day.causes[cause] ?? 0,
        }),
      )
      .join(', ');
}
