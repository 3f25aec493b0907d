import { useApi } from '@backstage/core-plugin-api';
import {
  Button,
  ButtonIcon,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
  SortState,
  Tag,
  TagGroup,
  Text,
} from '@backstage/ui';
import { RiDownloadLine, RiMore2Line } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { DataTable } from '../../ui/components/DataTable';
import { downloadFile } from '../../ui/browser/downloadFile';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Section } from '../../ui/components/Section';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { areServices } from '../../data/entities/kinds';
import { useFleetData } from '../../data/fleet/fleetData';
import {
  ServicesQuery,
  servicesQuerySchema,
} from '../../data/links/urlQueries';
import { servicesTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EmptyFleet } from '../../features/fleet/EmptyFleet';
import { Pages, usePageCursors } from '../../ui/components/Pages';
import { ServiceFilters } from './ServiceFilters';
import styles from './services.module.css';
import {
  ServiceFilter,
  serviceFilters,
  useFilterOptions,
} from '../../features/fleet/useFilterOptions';
import { useServiceColumns } from '../../features/fleet/useServiceColumns';

/** Filterable list of services, paged by the back end. */
export function ServicesTab() {
  const t = useTexts(servicesTexts, fleetTexts);
  const api = useApi(pavedRoadApiRef);
  const { query, update } = useUrlQuery(servicesQuerySchema);
  const filtersRef = useRef<HTMLDivElement>(null);
  const cursors = usePageCursors('services');
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
  const page = useFleetData(['scorecards', query, cursors.cursor], () =>
    api.listScorecards({ ...query, cursor: cursors.cursor }),
  );
  const [exporting, exportAll] = useAsyncFn(async () => {
    const { limit, ...filters } = query;
    downloadFile(
      t('services.exportFile', { date: DateTime.now().toISODate() }),
      await api.exportScorecards(filters),
    );
  }, [api, query, t]);
  const active = serviceFilters.filter(filter => query[filter] !== undefined);
  const isServices = areServices(query.kind, scoredKinds);
  const title = t(isServices ? 'services.title' : 'services.titleEntities');
  const clear = (filters: ServiceFilter[]) => {
    update(Object.fromEntries(filters.map(filter => [filter, undefined])));
    if (filters.length === active.length) {
      filtersRef.current?.focus();
    }
  };
  const retryAll = () => {
    page.retry();
    if (error) {
      retry();
    }
  };

  if (isFleetEmpty) {
    return <EmptyFleet />;
  }
  return (
    <Flex direction="column" gap="3">
      {error && !page.error && (
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
      <Section
        headingLevel="h2"
        title={title}
        actions={
          <Flex align="center" gap="3">
            <Text as="p" role="status">
              {page.value &&
                t(isServices ? 'services.found' : 'services.foundEntities', {
                  count: page.value.totalItems,
                })}
            </Text>
            <MenuTrigger>
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('services.moreActions')}
                isPending={exporting.loading}
                icon={<RiMore2Line aria-hidden />}
              />
              <Menu
                disabledKeys={page.value?.totalItems ? [] : ['export']}
                onAction={() => void exportAll()}
              >
                <MenuItem
                  id="export"
                  iconStart={<RiDownloadLine aria-hidden />}
                >
                  {t('services.export')}
                </MenuItem>
              </Menu>
            </MenuTrigger>
          </Flex>
        }
      >
        {exporting.error && (
          <ErrorAlert
            error={exporting.error}
            title={t('services.exportFailed')}
          />
        )}
        <AsyncView state={{ ...page, retry: retryAll }}>
          {(services, isStale) => (
            <>
              <DataTable
                isStackable
                isStale={isStale}
                label={title}
                columns={[
                  { ...columns.service, isSortable: true },
                  { ...columns.owner, isSortable: true },
                  { ...columns.level, isSortable: true },
                  columns.blockedBy,
                  { ...columns.since, isSortable: true },
                  { ...columns.score, isSortable: true },
                  columns.pattern,
                ]}
                rows={services.items}
                getKey={service => service.entityRef}
                sort={sortState(query.sort, sort => update({ sort }))}
                emptyState={<Text as="p">{t('services.noMatch')}</Text>}
              />
              {services.totalItems > 0 && (
                <Pages
                  page={services}
                  cursors={cursors}
                  pageSize={query.limit}
                  onPageSizeChange={limit => update({ limit })}
                />
              )}
            </>
          )}
        </AsyncView>
      </Section>
    </Flex>
  );
}

type Sort = ServicesQuery['sort'];

/** Converts the sort order. Sorting by level lists the lowest level and score first. */
function sortState(sort: Sort, onSortChange: (sort: Sort) => void): SortState {
  const isDescending = sort.startsWith('-');
  const column = sort.replace('-', '');
  return {
    descriptor: {
      column: column === 'worst' ? 'level' : column,
      direction: isDescending ? 'descending' : 'ascending',
    },
    onSortChange: ({ column: chosen, direction }) => {
      const ascending = chosen === 'level' ? 'worst' : chosen;
      onSortChange(
        (direction === 'descending' ? `-${chosen}` : ascending) as Sort,
      );
    },
  };
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
    <Flex align="center" gap="3" className={styles.wrap}>
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
      <Button size="small" variant="tertiary" onPress={() => onClear(all)}>
        {t('services.clearAll')}
      </Button>
    </Flex>
  );
}
