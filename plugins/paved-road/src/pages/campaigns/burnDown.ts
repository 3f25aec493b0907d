import { BurnDown, Campaign } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';

export interface BurnDownDay {
  /** ISO 8601 date. */
  date: string;
  /** Services below the target level; absent for future days. */
  remaining?: number;
  /** Services in scope; absent for future days. */
  total?: number;
  /** Services that would remain at an even pace until the deadline; absent before the start of the campaign. */
  even?: number;
}

const parseDay = (date: string) => DateTime.fromISO(date, { zone: 'utc' });

/**
 * The days from the first known day to the deadline or today, whichever is later. An ended campaign has no future days.
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

/** Line style of the remaining work. */
export const actualLook = { color: 'var(--bui-fg-primary)' };

/** Line style of the even pace. */
export const evenLook = { color: 'var(--bui-fg-secondary)', dashes: '5 3' };
