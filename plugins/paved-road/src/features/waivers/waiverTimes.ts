import { CalendarDate, getLocalTimeZone, today } from '@internationalized/date';
import { DateTime } from 'luxon';

/** Days before the end from which a waiver ends soon and can be renewed. */
const SOON = 30;

/* Tolerated clock difference to the service, in milliseconds. */
const CLOCK_TOLERANCE = 5 * 60_000;

/** The local date a number of days from now. */
export const inDays = (days: number): CalendarDate =>
  today(getLocalTimeZone()).add({ days });

/**
 * End of a waiver until a day: the end of that day in local time, but no later than the service allows.
 *
 * @param maxDays - longest duration in days
 */
export function waiverEndsAt(day: CalendarDate, maxDays: number): string {
  const latest = DateTime.now()
    .plus({ days: maxDays })
    .minus({ milliseconds: CLOCK_TOLERANCE });
  return DateTime.min(DateTime.fromISO(day.toString()).endOf('day'), latest)
    .toUTC()
    .toISO()!;
}

/** @param expiresAt - ISO 8601 */
export function endsWithinDays(expiresAt: string, days: number): boolean {
  return DateTime.fromISO(expiresAt) <= DateTime.now().plus({ days });
}

/** @param expiresAt - ISO 8601 */
export const endsSoon = (expiresAt: string) => endsWithinDays(expiresAt, SOON);
