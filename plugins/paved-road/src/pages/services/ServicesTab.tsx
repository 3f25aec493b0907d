import { Flex, Tag, TagGroup, Text } from '@backstage/ui';
import { DateTime } from 'luxon';
import { useRef, useState } from 'react';
import { Row } from '../../ui/components/Layout';
import { usePavedRoadApi } from '../../data/api';
import { areServices } from '../../data/entities/kinds';
import { servicesQuerySchema } from '../../data/links/urlQueries';
import { EmptyFleet } from '../../features/fleet/EmptyFleet';
import { fleetTexts } from '../../features/fleet/texts';
import {
  ServiceFilter,
  serviceFilters,
  useFilterOptions,
} from '../../features/fleet/useFilterOptions';
import { useServiceColumns } from '../../features/fleet/useServiceColumns';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { toSortState } from '../../ui/components/toSortState';
import { useTexts } from '../../ui/texts/useTexts';
import { ServiceFilters } from './ServiceFilters';
import { SmallButton } from '../../ui/components/SmallButton';
import { servicesTexts } from './texts';

/** Filterable list of services, paged by the back end. */
export function ServicesTab() {
  const t = useTexts(servicesTexts, fleetTexts);
  const api = usePavedRoadApi();
  const { query, update } = useUrlQuery(servicesQuerySchema);
  const filtersRef = useRef<HTMLDivElement>(null);
  const [isExpanded, setIsExpanded] = useState(false);
  const {
    options,
    labelOf,
    scoredKinds,
    cut,
    isFleetEmpty,
    error,
    retry,
    ...levels
  } = useFilterOptions(query, isExpanded);
  const columns = useServiceColumns(levels);
  const { limit, ...exported } = query;
  const list = usePagedList('services', query, cursor =>
    api.listScorecards({ ...query, cursor }),
  );
  const active = serviceFilters.filter(filter => query[filter] !== undefined);
  const isServices = areServices(query.kind, scoredKinds);
  const title = t(isServices ? 'services.title' : 'services.titleEntities');
  const clear = (filters: ServiceFilter[]) => {
    update(Object.fromEntries(filters.map(filter => [filter, undefined])));
    if (filters.length === active.length) {
      filtersRef.current?.focus();
    }
  };
  const retryAll = async () => {
    await Promise.all([list.page.retry(), error && retry()]);
  };
  if (isFleetEmpty) {
    return <EmptyFleet />;
  }
  return (
    <Flex direction="column" gap="3">
      {error && !list.page.error && (
        <ErrorAlert
          title={t('services.noOptions')}
          error={error}
          onRetry={retry}
        />
      )}
      <ServiceFilters
        focusRef={filtersRef}
        query={query}
        options={options}
        labelOf={labelOf}
        isExpanded={isExpanded}
        onExpandedChange={setIsExpanded}
        onChange={update}
      />
      {isExpanded &&
        cut.map(filter => (
          <Text key={filter} as="p" color="secondary" variant="body-small">
            {t('services.cutOptions', {
              filter: t(`services.filter.${filter}`),
              count: options[filter].length,
            })}
          </Text>
        ))}
      {active.length > 0 && (
        <ActiveFilters
          filters={active.map(filter => ({
            filter,
            label: t('services.activeFilter', {
              filter: t(`services.filter.${filter}`),
              value:
                filter === 'q'
                  ? String(query.q)
                  : labelOf(filter, String(query[filter])),
            }),
          }))}
          onClear={clear}
        />
      )}
      <ListSection
        title={title}
        list={{ ...list, page: { ...list.page, retry: retryAll } }}
        pageSize={limit}
        onPageSizeChange={chosen => update({ limit: chosen })}
        count={count =>
          t(isServices ? 'services.found' : 'services.foundEntities', { count })
        }
        exportCsv={{
          fileName: t('services.exportFile', {
            date: DateTime.now().toISODate(),
          }),
          load: () => api.exportScorecards(exported),
        }}
        rows={{
          isStackable: true,
          columns: [
            { ...columns.service, isSortable: true },
            { ...columns.owner, isSortable: true },
            { ...columns.level, isSortable: true },
            columns.blockedBy,
            { ...columns.since, isSortable: true },
            { ...columns.score, isSortable: true },
            columns.pattern,
          ],
          getKey: service => service.entityRef,
          sort: toSortState(query.sort, sort => update({ sort }), [
            { order: 'worst', column: 'level' },
          ]),
        }}
      />
    </Flex>
  );
}

/** Active filters, which people can remove one by one or all at once. */
function ActiveFilters(props: {
  filters: { filter: ServiceFilter; label: string }[];
  onClear: (filters: ServiceFilter[]) => void;
}) {
  const { filters, onClear } = props;
  const t = useTexts(servicesTexts, fleetTexts);
  const all = filters.map(({ filter }) => filter);
  return (
    <Row gap="3">
      <TagGroup
        aria-label={t('services.activeFilters')}
        onRemove={keys => onClear(all.filter(filter => keys.has(filter)))}
      >
        {filters.map(({ filter, label }) => (
          <Tag key={filter} id={filter} textValue={label}>
            {label}
          </Tag>
        ))}
      </TagGroup>
      <SmallButton variant="tertiary" onPress={() => onClear(all)}>
        {t('services.clearAll')}
      </SmallButton>
    </Row>
  );
}
