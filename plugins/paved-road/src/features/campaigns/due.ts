import { DateTime } from 'luxon';
import { useTexts } from '../../ui/texts/useTexts';
import { dueTexts } from './texts';

/**
 * Days until a date in local time; negative for the past.
 *
 * @param dueOn - ISO 8601 date
 */
export function dueDays(dueOn: string): number {
  return DateTime.fromISO(dueOn).diff(DateTime.now().startOf('day'), 'days')
    .days;
}

/** Returns a function that describes the time until a deadline. */
export function useDueText(): (dueOn: string) => string {
  const t = useTexts(dueTexts);
  return dueOn => {
    const days = Math.round(dueDays(dueOn));
    if (days === 0) {
      return t('campaigns.due.today');
    }
    return days > 0
      ? t('campaigns.due.in', { count: days })
      : t('campaigns.due.overdue', { count: -days });
  };
}
