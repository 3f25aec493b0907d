import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  checkStates,
  Pattern,
  patterns,
  ScorecardsSummary,
} from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { patternTitle } from '../../advisor';
import { pavedRoadApiRef } from '../../api';
import { pavedRoadTranslationRef } from '../../translation';
import { useLevelTitles } from '../useLevelTitles';
import { ServiceFilter } from './servicesQuery';

/** The filters with a choice of values. */
export type ChoiceFilter = Exclude<ServiceFilter, 'q'>;

export interface FilterOption {
  value: string;
  label: string;
}

const groupings = ['owner', 'level', 'pattern', 'check'] as const;

/** What the services can be filtered by: what the fleet has. */
export function useFilterOptions() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const { value, error, retry } = useAsyncRetry(
    () =>
      Promise.all(groupings.map(groupBy => api.getScorecardsSummary(groupBy))),
    [api],
  );
  const [byOwner, byLevel, byPattern, byCheck] = value ?? [];
  const levelTitle = useLevelTitles(byLevel);
  const options: Record<ChoiceFilter, FilterOption[]> = {
    owner: optionsOf(byOwner),
    level: [
      { value: 'none', label: levelTitle('none') },
      ...optionsOf(byLevel),
    ],
    pattern: [
      ...optionsOf(byPattern, key =>
        isPattern(key) ? patternTitle(key) : key,
      ),
      { value: 'none', label: t('services.noPattern') },
    ],
    check: optionsOf(byCheck),
    state: checkStates.map(state => ({
      value: state,
      label: t(`scorecard.state.${state}`),
    })),
  };
  return {
    options,
    levelTitle,
    isFleetEmpty: byLevel?.totals.entities === 0,
    error,
    retry,
  };
}

function optionsOf(
  summary: ScorecardsSummary | undefined,
  label?: (key: string) => string,
): FilterOption[] {
  return (summary?.groups ?? [])
    .filter(({ key }) => key !== 'none')
    .map(({ key, title }) => ({ value: key, label: label?.(key) ?? title }));
}

function isPattern(key: string): key is Pattern {
  return patterns.some(pattern => pattern === key);
}
