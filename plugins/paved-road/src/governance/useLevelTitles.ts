import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  noLevel,
  ScorecardsSummary,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../translation';

/** What the levels are called. A scorecard in a list has the id of its level only. */
export function useLevelTitles(byLevel: ScorecardsSummary | undefined) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = new Map(byLevel?.groups.map(({ key, title }) => [key, title]));
  return (level: string): string =>
    level === noLevel ? t('scorecard.noLevel') : (titles.get(level) ?? level);
}
