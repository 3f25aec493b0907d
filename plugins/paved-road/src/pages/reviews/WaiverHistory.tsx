import { toEntityOption } from '../../data/entities/useEntitySearch';
import { formatCount } from '../../ui/formats';
import { Text } from '@backstage/ui';
import {
  WaiverStatus,
  waiverStatuses,
} from '@paved-road/plugin-paved-road-common';
import { useRef } from 'react';
import { usePavedRoadApi } from '../../data/api';
import { ChoiceField } from '../../features/list/ChoiceField';
import { ListSection } from '../../features/list/ListSection';
import { usePagedList } from '../../features/list/usePagedList';
import { Fields } from '../../ui/components/Layout';
import { EntityField } from '../../features/fleet/EntityField';
import { commonKinds } from '../../data/entities/entityFilters';
import { waiversTexts } from '../../features/waivers/texts';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { fleetTexts } from '../../features/fleet/texts';
import { listTexts } from '../../features/list/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { OwnerSelect } from '../../features/fleet/OwnerSelect';
import { useEntityTitle } from '../../data/entities/useEntityTitle';
import { useFleetData, useFleetSummary } from '../../data/fleet/fleetData';
import { isFiltered, ReviewsQuery, waiverFilters } from './reviewsQuery';
import { SmallButton } from '../../ui/components/SmallButton';
import { useWaiverColumns } from './useWaiverColumns';

const PAGE_SIZE = 20;

/** Counted in every view. */
const counted: WaiverStatus[] = ['requested', 'approved'];

const expiringDays = [7, 30, 90];

export function WaiverHistory(props: {
  query: ReviewsQuery;
  /** Entity reference of the person. */
  userRef?: string;
  version: number;
  onChange: (change: Partial<ReviewsQuery>) => void;
}) {
  const { query, userRef, version, onChange } = props;
  const { status, owner, check, entity, expiringWithinDays } = query;
  const t = useTexts(waiversTexts);
  const api = usePavedRoadApi();
  const columns = useWaiverColumns({
    status,
    userRef,
    onOpen: ({ id }) => onChange({ waiver: id }),
  });
  const filters = { status, owner, check, entity, expiringWithinDays };
  const list = usePagedList('waivers', { ...filters, version }, cursor =>
    api.listWaivers({ ...filters, limit: PAGE_SIZE, cursor }),
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
      <ListSection
        title={t(`waivers.tab.view.${status}`)}
        list={list}
        pageSize={PAGE_SIZE}
        count={count => t('waivers.tab.found', { count })}
        empty={t(
          isFiltered(query)
            ? 'waivers.tab.noMatch'
            : `waivers.tab.none.${status}`,
        )}
        rows={{ columns, getKey: ({ id }) => id, isStackable: true }}
      />
    </>
  );
}

function Filters(props: {
  query: ReviewsQuery;
  onChange: (change: Partial<ReviewsQuery>) => void;
}) {
  const { query, onChange } = props;
  const { check, entity, expiringWithinDays } = query;
  const t = useTexts(waiversTexts, fleetTexts, listTexts);
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
    <Fields
      fieldsRef={filtersRef}
      tabIndex={-1}
      role="search"
      aria-label={t('waivers.tab.filters')}
    >
      <OwnerSelect
        value={query.owner}
        onChange={owner => onChange({ owner })}
      />
      <ChoiceField
        label={t('waivers.tab.check')}
        options={checks}
        value={check}
        onChange={chosen => onChange({ check: chosen })}
      />
      <EntityField
        label={t('waivers.tab.entity')}
        kinds={commonKinds}
        placeholder={t('list.any')}
        value={toEntityOption(entity, title)}
        onChange={chosen => onChange({ entity: chosen?.id })}
      />
      {query.status === 'approved' && (
        <ChoiceField
          label={t('waivers.tab.expiring')}
          options={[...days]
            .sort((a, b) => a - b)
            .map(count => ({
              value: String(count),
              label: t('waivers.request.days', { count }),
            }))}
          value={expiringWithinDays?.toString()}
          onChange={chosen =>
            onChange({
              expiringWithinDays: chosen ? Number(chosen) : undefined,
            })
          }
        />
      )}
      {isFiltered(query) && (
        <div>
          <SmallButton
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
          </SmallButton>
        </div>
      )}
    </Fields>
  );
}
