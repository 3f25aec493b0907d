import { Flex, SearchField, Text } from '@backstage/ui';
import { Fields } from '../../ui/components/Layout';
import { RulesQuery, rulesQuerySchema } from '../../data/links/urlQueries';
import { ChoiceField } from '../../features/list/ChoiceField';
import { ListSection } from '../../features/list/ListSection';
import { useLoadedList } from '../../features/list/usePagedList';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { toSortState } from '../../ui/components/toSortState';
import { useTexts } from '../../ui/texts/useTexts';
import { useCheckColumns } from './CheckColumns';
import { checksTexts } from './checksTexts';
import { findChecks, FleetCheck, FleetChecks } from './fleetChecks';

const PAGE_SIZE = 25;

export function CheckList(props: {
  fleet: FleetChecks;
  /** Previews a change of a check; absent without permission. */
  onEdit?: (check: FleetCheck) => void;
}) {
  const { fleet, onEdit } = props;
  const t = useTexts(checksTexts);
  const { query, update } = useUrlQuery(rulesQuerySchema);
  const { q, track, level } = query;
  return (
    <Flex direction="column" gap="4">
      <CheckFilters fleet={fleet} query={query} onChange={update} />
      <ListSection
        title={t('checks.title')}
        list={useLoadedList('checks', findChecks(fleet, query), PAGE_SIZE)}
        pageSize={PAGE_SIZE}
        count={count => t('checks.found', { count })}
        empty={t('checks.none')}
        onClearFilters={
          (q ?? track ?? level) === undefined
            ? undefined
            : () => update({ q: undefined, track: undefined, level: undefined })
        }
        rows={{
          isStackable: true,
          columns: useCheckColumns(fleet, onEdit),
          getKey: ({ id }) => id,
          sort: toSortState(query.sort, sort => update({ sort })),
        }}
        footer={
          <Text as="p" color="secondary" variant="body-small">
            {t('checks.passRateOf')}
            {fleet.isCut &&
              ` ${t('checks.cut', { count: fleet.checks.length })}`}
          </Text>
        }
      />
    </Flex>
  );
}

/** Filters of the checks. All checks are loaded, so the search runs on each key press. */
function CheckFilters(props: {
  fleet: FleetChecks;
  query: RulesQuery;
  onChange: (
    change: Partial<RulesQuery>,
    options?: { replace: boolean },
  ) => void;
}) {
  const { fleet, query, onChange } = props;
  const t = useTexts(checksTexts);
  return (
    <Fields role="search" aria-label={t('checks.filters')}>
      <SearchField
        label={t('checks.search')}
        placeholder={t('checks.searchHint')}
        value={query.q ?? ''}
        onChange={q => onChange({ q: q || undefined }, { replace: true })}
      />
      {(['track', 'level'] as const).map(filter => (
        <ChoiceField
          key={filter}
          label={t(`checks.${filter}`)}
          options={fleet[`${filter}s`].map(({ id, title }) => ({
            value: id,
            label: title,
          }))}
          value={query[filter]}
          onChange={value => onChange({ [filter]: value })}
        />
      ))}
    </Fields>
  );
}
