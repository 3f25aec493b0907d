import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  checkStates,
  noLevel,
  ScorecardsSummary,
} from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../../api';
import { pavedRoadTranslationRef } from '../../translation';
import { fetchSummary } from '../fetchSummary';
import { useLevelTitles } from '../useLevelTitles';
import { usePatternTitle } from '../usePatternTitle';
import { ServiceFilter } from './servicesQuery';
import { useOwnerTitle } from './useOwnerTitle';

/** The filters with a choice of values. */
export type ChoiceFilter = Exclude<ServiceFilter, 'q'>;

export interface FilterOption {
  value: string;
  label: string;
}

const groupings = ['owner', 'level', 'pattern', 'check'] as const;

/**
 * What the services can be filtered by: what the fleet has.
 *
 * @param owner - that they are filtered by now
 */
export function useFilterOptions(owner: string | undefined) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const { value, error, retry } = useAsyncRetry(
    () => Promise.all(groupings.map(groupBy => fetchSummary(api, groupBy))),
    [api],
  );
  const [byOwner, byLevel, byPattern, byCheck] = value ?? [];
  const levelTitle = useLevelTitles(byLevel);
  const patternTitle = usePatternTitle();
  const ownerTitle = useOwnerTitle(owner);
  const options: Record<ChoiceFilter, FilterOption[]> = {
    owner: optionsOf(byOwner),
    level: [
      { value: noLevel, label: levelTitle(noLevel) },
      ...optionsOf(byLevel),
    ],
    pattern: [
      ...optionsOf(byPattern, patternTitle),
      { value: 'none', label: patternTitle('none') },
    ],
    check: optionsOf(byCheck),
    state: checkStates.map(state => ({
      value: state,
      label: t(`scorecard.state.${state}`),
    })),
  };
  /* A link can name a value that the fleet does not have, such as a team without services of its own. */
  const labelOf = (filter: ChoiceFilter, selected: string): string =>
    options[filter].find(option => option.value === selected)?.label ??
    (filter === 'owner' && ownerTitle ? ownerTitle : selected);
  return {
    options,
    labelOf,
    /** The filters that have more values than are offered. */
    cut: groupings.filter((_, index) => value?.[index].nextCursor),
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
