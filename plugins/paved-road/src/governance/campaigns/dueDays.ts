import { DateTime } from 'luxon';

/**
 * How many days it is until a day, 0 for today and less than that for a day that is over, where the person is.
 *
 * @param dueOn - ISO 8601 date
 */
export function dueDays(dueOn: string): number {
  return DateTime.fromISO(dueOn).diff(DateTime.now().startOf('day'), 'days')
    .days;
}
