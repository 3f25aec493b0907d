import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { patternSchema } from '@paved-road/plugin-paved-road-common';
import { useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';

/** What the patterns of a summary are called; services without one are in a group of their own. */
export function usePatternTitle() {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (key: string): string => {
    const pattern = patternSchema.safeParse(key);
    return pattern.success
      ? titles.pattern(pattern.data)
      : t('groups.noPattern');
  };
}
