import { patternSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { useTitles } from '../model';
import { useTexts } from '../texts/useTexts';
import { patternsTexts } from './texts';

/** Titles of the pattern groups of a summary, including the group without a pattern. */
export function usePatternTitle() {
  const titles = useTitles();
  const t = useTexts(patternsTexts);
  return (key: string): string => {
    const pattern = patternSchema.safeParse(key);
    return pattern.success
      ? titles.pattern(pattern.data)
      : t('groups.noPattern');
  };
}
