import { useApi } from '@backstage/core-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import {
  WaiverStatus,
  waiverStatuses,
} from '@paved-road/plugin-paved-road-common';
import { useRef } from 'react';
import { pavedRoadApiRef } from '../../data/api';
import { AsyncView } from '../../ui/components/AsyncView';
import { DataTable } from '../../ui/components/DataTable';
import { EntityField } from '../../features/fleet/EntityField';
import { Section } from '../../ui/components/Section';
import { commonKinds } from '../../data/entities/entityFilters';
import { waiversTexts } from '../../features/waivers/texts';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import { Pages, usePageCursors } from '../../ui/components/Pages';
import { useEntityTitle } from '../../data/entities/useEntityTitle';
import { useFleetData, useFleetSummary } from '../../data/fleet/fleetData';
import styles from './Reviews.module.css';
import { formatCount } from './reviewCounts';
import { isFiltered, ReviewsQuery, waiverFilters } from './reviewsQuery';
import { useWaiverColumns } from './useWaiverColumns';

const PAGE_SIZE = 20;

/** Counted in every view. */
const counted: WaiverStatus[] = ['requested', 'approved'];

/* Not a valid id of a check. */
const ANY = '*';

const expiringDays = [7, 30, 90];

/** Waivers of the fleet by status. */
export function WaiverHistory(props: {
  query: ReviewsQuery;
  /** Entity reference of the person. */
  userRef?: string;
  /** A new value reloads the list. */
  version: number;
  onChange: (change: Partial<ReviewsQuery>) => void;
}) {
  const { query, userRef, version, onChange } = props;
  const { status, owner, check, entity, expiringWithinDays } = query;
  const t = useTexts(waiversTexts);
  const api = useApi(pavedRoadApiRef);
  const cursors = usePageCursors('waivers');
  const columns = useWaiverColumns({
    status,
    userRef,
    onOpen: ({ id }) => onChange({ waiver: id }),
  });
  const list = useFleetData(
    [
      'waivers',
      status,
      owner,
      check,
      entity,
      expiringWithinDays,
      cursors.cursor,
      version,
    ],
    () =>
      api.listWaivers({
        status,
        owner,
        check,
        entity,
        expiringWithinDays,
        limit: PAGE_SIZE,
        cursor: cursors.cursor,
      }),
  );
  const counts = useFleetData(
    ['waiverCounts', owner, check, entity, version],
    async () => {
      const pages = await Promise.all(
        counted.map(one =>
          api.listWaivers({ status: one, owner, check, entity, limit: 1 }),
        ),
      );
      return pages.map(({ totalItems }) => totalItems);
    },
  );
  return (
    <>
      <Text as="p" color="secondary">
        {t('waivers.tab.intro')}
      </Text>
      <ViewToggle
        label={t('waivers.tab.views')}
        size="small"
        views={waiverStatuses.map(id => ({
          id,
          label: t(`waivers.tab.view.${id}`),
          count: formatCount(counts.value?.[counted.indexOf(id)]),
        }))}
        selected={status}
        onSelect={next => onChange({ status: next })}
      />
      <Filters query={query} onChange={onChange} />
      <Section
        headingLevel="h2"
        title={t(`waivers.tab.view.${status}`)}
        actions={
          <Text as="p" role="status">
            {list.value &&
              t('waivers.tab.found', { count: list.value.totalItems })}
          </Text>
        }
      >
        <AsyncView state={list}>
          {(page, isStale) =>
            page.totalItems === 0 ? (
              <Text as="p">
                {t(
                  isFiltered(query)
                    ? 'waivers.tab.noMatch'
                    : `waivers.tab.none.${status}`,
                )}
              </Text>
            ) : (
              <>
                <DataTable
                  label={t(`waivers.tab.view.${status}`)}
                  columns={columns}
                  rows={page.items}
                  getKey={({ id }) => id}
                  isStale={isStale}
                  isStackable
                />
                <Pages page={page} cursors={cursors} pageSize={PAGE_SIZE} />
              </>
            )
          }
        </AsyncView>
      </Section>
    </>
  );
}

/** Filters of the waivers. */
function Filters(props: {
  query: ReviewsQuery;
  onChange: (change: Partial<ReviewsQuery>) => void;
}) {
  const { query, onChange } = props;
  const { check, entity, expiringWithinDays } = query;
  const t = useTexts(waiversTexts, fleetTexts);
  const byCheck = useFleetSummary('check').value;
  const checks = (byCheck?.groups ?? []).map(({ key, title }) => ({
    value: key,
    label: title,
  }));
  const title = useEntityTitle(entity, 'component');
  const filtersRef = useRef<HTMLDivElement>(null);
  const days = new Set([
    ...expiringDays,
    ...(expiringWithinDays ? [expiringWithinDays] : []),
  ]);
  return (
    <div
      ref={filtersRef}
      tabIndex={-1}
      role="search"
      aria-label={t('waivers.tab.filters')}
      className={styles.filters}
    >
      <OwnerSelect
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
      <Select
        label={t('waivers.tab.check')}
        options={[
          { value: ANY, label: t('services.any') },
          ...checks,
          // A link can name a removed check.
          ...(check && !checks.some(({ value }) => value === check)
            ? [{ value: check, label: check }]
            : []),
        ]}
        search={checks.length > 10 || undefined}
        value={check ?? ANY}
        onChange={value =>
          onChange({ check: value === ANY ? undefined : String(value) })
        }
      />
      <EntityField
        label={t('waivers.tab.entity')}
        kinds={commonKinds}
        placeholder={t('services.any')}
        value={
          entity === undefined
            ? undefined
            : { id: entity, label: title ?? entity, description: entity }
        }
        onChange={chosen => onChange({ entity: chosen?.id })}
      />
      {query.status === 'approved' && (
        <Select
          label={t('waivers.tab.expiring')}
          options={[
            { value: ANY, label: t('waivers.tab.anyTime') },
            ...[...days]
              .sort((a, b) => a - b)
              .map(count => ({
                value: String(count),
                label: t('waivers.request.days', { count }),
              })),
          ]}
          value={expiringWithinDays ? String(expiringWithinDays) : ANY}
          onChange={value =>
            onChange({
              expiringWithinDays: value === ANY ? undefined : Number(value),
            })
          }
        />
      )}
      {isFiltered(query) && (
        <div>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => {
              onChange(
                Object.fromEntries(
                  waiverFilters.map(filter => [filter, undefined]),
                ),
              );
              // The button disappears with the filters.
              filtersRef.current?.focus();
            }}
          >
            {t('services.clearAll')}
          </Button>
        </div>
      )}
    </div>
  );
}
