import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { useRef, useState } from 'react';
import { pavedRoadApiRef } from '../../api';
import { AsyncView } from '../../components/AsyncView';
import { ErrorAlert } from '../../components/ErrorAlert';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { EmptyFleet } from '../EmptyFleet';
import { Pages } from '../Pages';
import { useFleetData } from '../useFleetData';
import { usePageCursors } from '../usePageCursors';
import { ActiveFilter, ActiveFilters } from './ActiveFilters';
import { ExportButton } from './ExportButton';
import { ServiceFilters } from './ServiceFilters';
import { ServiceFilter, serviceFilters } from './servicesQuery';
import { ServicesTable } from './ServicesTable';
import { useFilterOptions } from './useFilterOptions';
import { useServicesQuery } from './useServicesQuery';

/** Finds services by what they lack; the service filters, sorts and pages. */
export function ServicesTab() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const { query, update } = useServicesQuery();
  const filtersRef = useRef<HTMLDivElement>(null);
  const cursors = usePageCursors('services');
  const [isExpanded, setIsExpanded] = useState(false);
  const [exportError, setExportError] = useState<Error>();
  const { options, labelOf, cut, isFleetEmpty, error, retry, ...levels } =
    useFilterOptions(query, isExpanded);
  const page = useFleetData(
    () => api.listScorecards({ ...query, cursor: cursors.cursor }),
    [api, query, cursors.cursor],
  );
  const active = serviceFilters.flatMap((filter): ActiveFilter[] => {
    const value = query[filter];
    if (value === undefined) {
      return [];
    }
    return [
      {
        filter,
        label: t('services.activeFilter', {
          filter: t(`services.filter.${filter}`),
          value:
            filter === 'q' ? String(value) : labelOf(filter, String(value)),
        }),
      },
    ];
  });
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
    <Flex direction="column" gap="4">
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
      {cut.map(filter => (
        <Text key={filter} as="p" color="secondary" variant="body-small">
          {t('services.cutOptions', {
            filter: t(`services.filter.${filter}`),
            count: options[filter].length,
          })}
        </Text>
      ))}
      {active.length > 0 && <ActiveFilters filters={active} onClear={clear} />}
      <Section
        headingLevel="h2"
        title={t('services.title')}
        actions={
          <Flex align="center" gap="3">
            <Text as="p" role="status">
              {page.value &&
                t('services.found', { count: page.value.totalItems })}
            </Text>
            <ExportButton
              query={query}
              isDisabled={!page.value?.totalItems}
              onError={setExportError}
            />
          </Flex>
        }
      >
        {exportError && (
          <ErrorAlert error={exportError} title={t('services.exportFailed')} />
        )}
        <AsyncView state={{ ...page, retry: retryAll }}>
          {(services, isStale) => (
            <>
              <ServicesTable
                services={services.items}
                levelOf={levels.levelOf}
                highestRank={levels.highestRank}
                sort={query.sort}
                onSortChange={sort => update({ sort })}
                isStale={isStale}
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
