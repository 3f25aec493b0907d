import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, SortState, Text } from '@backstage/ui';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatNumber } from '../../components/formats';
import { LevelBadge, rankedLevel } from '../../levels';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { CheckSort, ResultState } from './checksQuery';
import styles from './CheckTable.module.css';
import { FleetCheck, FleetChecks, titleOf } from './fleetChecks';
import { liftsOf } from './lifts';
import { StateBar } from './StateBar';
import { useChecksLink } from './useChecksLink';

/** How the services do on each check; every number is a way to them. */
export function CheckTable(props: {
  fleet: FleetChecks;
  checks: FleetCheck[];
  sort: CheckSort;
  onSortChange: (sort: CheckSort) => void;
}) {
  const { fleet, checks, sort, onSortChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <DataTable
      label={t('checks.title')}
      columns={useColumns(fleet)}
      rows={checks}
      getKey={({ id }) => id}
      sort={sortState(sort, onSortChange)}
    />
  );
}

function useColumns(fleet: FleetChecks): DataColumn<FleetCheck>[] {
  const { tracks, levels } = fleet;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const checksLink = useChecksLink();
  const servicesLink = useServicesLink();
  const levelIds = levels.map(({ id }) => id);
  const inState = (
    state: Exclude<ResultState, 'pass'>,
  ): DataColumn<FleetCheck> => ({
    id: state,
    label: t(`checks.state.${state}`),
    isSortable: true,
    align: 'end',
    cell: ({ id, title, states }) =>
      states[state] === 0 ? (
        formatNumber(0)
      ) : (
        <Link
          href={checksLink({ check: id, state })}
          aria-label={t('checks.inState', {
            count: states[state],
            state: t(`scorecard.state.${state}`),
            check: title,
          })}
        >
          {formatNumber(states[state])}
        </Link>
      ),
  });
  // Where not all fits, what comes last can only be scrolled to.
  return [
    {
      id: 'title',
      label: t('checks.column.check'),
      isSortable: true,
      cell: ({ id, title }) => (
        <Link
          href={checksLink({ check: id })}
          weight="bold"
          className={styles.title}
        >
          {title}
        </Link>
      ),
    },
    {
      id: 'passRate',
      label: t('checks.column.passRate'),
      isSortable: true,
      cell: ({ states }) => <StateBar states={states} />,
    },
    inState('fail'),
    {
      id: 'rise',
      label: t('checks.column.rise'),
      isSortable: true,
      cell: ({ id, rise, group }) =>
        rise === 0 ? (
          <Text as="span" color="secondary">
            –
          </Text>
        ) : (
          <Link href={servicesLink({ lift: id })}>
            {liftsOf(group, levelIds)
              .map(({ level, entities }) =>
                t('checks.reach', {
                  count: entities,
                  level: titleOf(levels, level),
                }),
              )
              .join(', ')}
          </Link>
        ),
    },
    {
      id: 'level',
      label: t('checks.column.level'),
      isSortable: true,
      cell: ({ rule }) =>
        rule && (
          <LevelBadge level={rankedLevel(levels, rule.definition.level)} />
        ),
    },
    {
      id: 'track',
      label: t('checks.column.track'),
      isSortable: true,
      cell: ({ rule }) => rule && titleOf(tracks, rule.definition.track),
    },
    inState('unknown'),
    inState('waived'),
  ];
}

function sortState(
  sort: CheckSort,
  onSortChange: (sort: CheckSort) => void,
): SortState {
  const isDescending = sort.startsWith('-');
  return {
    descriptor: {
      column: isDescending ? sort.slice(1) : sort,
      direction: isDescending ? 'descending' : 'ascending',
    },
    onSortChange: ({ column, direction }) =>
      onSortChange(
        `${direction === 'descending' ? '-' : ''}${column}` as CheckSort,
      ),
  };
}
