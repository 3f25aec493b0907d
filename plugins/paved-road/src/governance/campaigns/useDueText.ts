import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { pavedRoadTranslationRef } from '../../translation';
import { dueDays } from './dueDays';

/** How far away a deadline is, in words. */
export function useDueText(): (dueOn: string) => string {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
