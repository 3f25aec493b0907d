import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  assessmentStatuses,
  fleetChannel,
  ScorecardsSummary,
  standingIds,
  standingTitles,
} from '@paved-road/plugin-paved-road-common';
import { stages } from '@paved-road/plugin-paved-road-common/advisor';
import {
  checkStates,
  noLevel,
} from '@paved-road/plugin-paved-road-common/rules';
import { useLevels } from '../../ui/levels';
import { useTitles } from '../../ui/model';
import { useChangeSignal } from '../../data/queries/useChangeSignal';
import { useData } from '../../data/queries/useData';
import { FilterOption } from '../list/ChoiceField';
import { fleetTexts } from './texts';
import { componentsTexts } from '../../ui/components/texts';
import { checkResultTexts } from '../checks/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { fetchSummary } from '../../data/fleet/fleetData';
import { kindTitle, useScoredKinds } from '../../data/entities/kinds';
import {
  ServicesQuery,
  servicesQuerySchema,
} from '../../data/links/urlQueries';
import {
  useEntityTitle,
  useOwnerTitle,
} from '../../data/entities/useEntityTitle';
import { usePatternTitle } from '../../ui/patterns';

export type ServiceFilter = Exclude<keyof ServicesQuery, 'sort' | 'limit'>;

/** The filters in display order. */
export const serviceFilters = Object.keys(servicesQuerySchema.shape).filter(
  (param): param is ServiceFilter => param !== 'sort' && param !== 'limit',
);

/** Filters by an entity, which may have too many values for a list. */
export type EntityFilter = 'team' | 'system';

/** Filters with a list of values. */
export type ChoiceFilter = Exclude<ServiceFilter, 'q' | EntityFilter>;

const groupings = ['owner', 'level', 'pattern', 'check', 'track'] as const;

/**
 * Filter values that occur in the fleet.
 *
 * @param query - the current filters
 * @param withCatalog - whether to load values from the catalog
 */
export function useFilterOptions(query: ServicesQuery, withCatalog: boolean) {
  const t = useTexts(fleetTexts, componentsTexts, checkResultTexts);
  const { value, error, retry } = useData(['filterOptions'], api =>
    Promise.all(groupings.map(groupBy => fetchSummary(api, groupBy))),
  );
  const [byOwner, byLevel, byPattern, byCheck, byTrack] = value ?? [];
  const isFleetEmpty = byLevel?.totals.entities === 0;
  // Do not reload once options are visible, so that they do not move under the pointer.
  useChangeSignal(fleetChannel, retry, { isBusy: !isFleetEmpty });
  const titles = useTitles();
  const findLevel = useLevels(byLevel);
  const patternTitle = usePatternTitle();
  const entityTitles: Partial<Record<ServiceFilter, string>> = {
    owner: useOwnerTitle(query.owner),
    team: useOwnerTitle(query.team),
    system: useEntityTitle(query.system, 'system'),
  };
  const scoredKinds = useScoredKinds();
  const checks = toFilterOptions(byCheck);
  const levels = toFilterOptions(byLevel);
  const options: Record<ChoiceFilter, FilterOption[]> = {
    owner: toFilterOptions(byOwner),
    level: [{ value: noLevel, label: findLevel(noLevel).title }, ...levels],
    below: levels,
    pattern: [
      ...toFilterOptions(byPattern, patternTitle),
      { value: 'none', label: patternTitle('none') },
    ],
    stage: [
      ...stages.map(stage => ({ value: stage, label: titles.stage(stage) })),
      { value: 'none', label: t('services.noStage') },
    ],
    kind: optionsOfKinds(scoredKinds),
    ...useCatalogOptions(withCatalog, scoredKinds),
    assessment: [
      ...assessmentStatuses.map(status => ({
        value: status,
        label: t(`assessment.status.${status}`),
      })),
      { value: 'none', label: t('services.notAssessed') },
    ],
    standing: standingIds.map(id => ({ value: id, label: standingTitles[id] })),
    stale: (['true', 'false'] as const).map(isStale => ({
      value: isStale,
      label: t(`services.isStale.${isStale}`),
    })),
    check: checks,
    track: toFilterOptions(byTrack),
    state: checkStates.map(state => ({
      value: state,
      label: t(`scorecard.state.${state}`),
    })),
    lift: checks,
  };
  const offered: Partial<Record<ServiceFilter, FilterOption[]>> = options;
  /* A link can name a value that is not offered, such as a team without its own services. */
  const filterLabel = (filter: ServiceFilter, selected: string): string =>
    offered[filter]?.find(option => option.value === selected)?.label ??
    entityTitles[filter] ??
    (filter === 'kind' ? kindTitle(selected) : selected);
  return {
    options,
    labelOf: filterLabel,
    scoredKinds,
    /** Filters with more values than offered. */
    cut: groupings.filter((_, index) => value?.[index].nextCursor),
    levelOf: findLevel,
    /** Rank of the highest level, 1 for the lowest; undefined while loading. */
    highestRank: byLevel && byLevel.groups.length - 1,
    isFleetEmpty,
    error,
    retry,
  };
}

function toFilterOptions(
  summary: ScorecardsSummary | undefined,
  label?: (key: string) => string,
): FilterOption[] {
  return (summary?.groups ?? [])
    .filter(({ key }) => key !== 'none')
    .map(({ key, title }) => ({ value: key, label: label?.(key) ?? title }));
}

/** The kinds to choose from. */
export function optionsOfKinds(kinds: string[]): FilterOption[] {
  return kinds.map(kind => ({ value: kind, label: kind }));
}

/**
 * Lifecycles and types from the catalog; none if it fails, while filters in the URL still work.
 *
 * @param isWanted - whether to load
 * @param scoredKinds - the kinds that can have a scorecard
 */
export function useCatalogOptions(
  isWanted: boolean,
  scoredKinds: string[],
): Record<'lifecycle' | 'type', FilterOption[]> {
  const catalogApi = useApi(catalogApiRef);
  const { value } = useData(
    ['catalogOptions', isWanted, scoredKinds],
    async () =>
      isWanted
        ? await catalogApi.getEntityFacets({
            filter: { kind: ['Component', 'System', ...scoredKinds] },
            facets: ['spec.lifecycle', 'spec.type'],
          })
        : undefined,
  );
  const facetOptions = (facet: string) =>
    (value?.facets[facet] ?? [])
      .map(({ value: text }) => ({ value: text, label: text }))
      .sort((a, b) => a.label.localeCompare(b.label));
  return {
    lifecycle: facetOptions('spec.lifecycle'),
    type: facetOptions('spec.type'),
  };
}
