import { BurnDown, Campaign } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';

/** A day of a burn-down chart. */
export interface BurnDownDay {
  /** ISO 8601 date. */
  date: string;
  /** Services below the target level; absent for a day to come. */
  remaining?: number;
  /** In scope; absent for a day to come. */
  total?: number;
  /** How many there would be if the work went on evenly until the deadline; absent before the campaign began. */
  even?: number;
}

const parseDay = (date: string) => DateTime.fromISO(date, { zone: 'utc' });

/**
 * The days from the first that is known until the deadline, or until today where that is later. A campaign that
 * has ended has no days to come.
 */
export function burnDownDays(
  { points }: BurnDown,
  {
    createdAt,
    dueOn,
    status,
  }: Pick<Campaign, 'createdAt' | 'dueOn' | 'status'>,
): BurnDownDay[] {
  if (points.length === 0) {
    return [];
  }
  const begun = parseDay(createdAt).startOf('day');
  const first = points.find(({ date }) => parseDay(date) >= begun) ?? points[0];
  const due = parseDay(dueOn);
  const length = Math.max(1, due.diff(begun, 'days').days);
  const even = (date: string) => {
    const passed = parseDay(date).diff(begun, 'days').days;
    return passed < 0
      ? undefined
      : first.remaining * Math.max(0, 1 - passed / length);
  };
  const last = parseDay(points[points.length - 1].date);
  const daysToCome =
    status === 'active' ? Math.max(0, due.diff(last, 'days').days) : 0;
  return [
    ...points.map(point => ({ ...point, even: even(point.date) })),
    ...Array.from({ length: daysToCome }, (_, index) => {
      const date = last.plus({ days: index + 1 }).toISODate()!;
      return { date, even: even(date) };
    }),
  ];
}

/** How the work that is left is drawn. */
export const actualLook = { color: 'var(--bui-fg-primary)' };

/** How an even pace is drawn. */
export const evenLook = { color: 'var(--bui-fg-secondary)', dashes: '5 3' };
