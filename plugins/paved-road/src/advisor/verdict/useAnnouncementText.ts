import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { formatAlternatives } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { announcementOf } from './announcementOf';

/** What a result announces, in a few words. */
export function useAnnouncementText(): (
  advice: Pick<Advice, 'recommendation'>,
) => string {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return advice => {
    const announced = announcementOf(advice);
    switch (announced.kind) {
      case 'one':
        return titles.pattern(announced.pattern);
      case 'either':
        return t('verdict.either', {
          patterns: formatAlternatives(announced.patterns.map(titles.pattern)),
        });
      default:
        return t('verdict.notEnough');
    }
  };
}
