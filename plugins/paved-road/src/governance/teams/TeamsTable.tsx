import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, SortDescriptor, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatNumber, formatShare } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { LevelBar } from '../LevelBar';
import { useServicesLink } from '../services/useServicesLink';
import { useLevelTitles } from '../useLevelTitles';
import styles from './TeamsTable.module.css';

type OwnerGroup = ScorecardsSummary['groups'][number];

/** Teams with how their services do, each a way to its services. */
export function TeamsTable(props: {
  byOwner: ScorecardsSummary;
  byLevel: ScorecardsSummary;
}) {
  const { byOwner, byLevel } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [sort, setSort] = useState<SortDescriptor>({
    column: 'onTheRoad',
    direction: 'ascending',
  });
  return (
    <DataTable
      label={t('teams.table')}
      columns={useColumns(byLevel)}
      rows={sorted(byOwner.groups, sort)}
      getKey={owner => owner.key}
      sort={{ descriptor: sort, onSortChange: setSort }}
    />
  );
}

const shareOnTheRoad = (owner: OwnerGroup) => owner.onTheRoad / owner.entities;

function useColumns(byLevel: ScorecardsSummary): DataColumn<OwnerGroup>[] {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const levelTitle = useLevelTitles(byLevel);
  return [
    {
      id: 'team',
      label: t('teams.column.team'),
      isSortable: true,
      cell: ({ key, title }) =>
        key === 'none' ? (
          <Text as="span" color="secondary">
            {t('teams.noOwner')}
          </Text>
        ) : (
          <Link
            href={servicesLink({ owner: key })}
            weight="bold"
            className={styles.name}
          >
            {title}
          </Link>
        ),
    },
    {
      id: 'services',
      label: t('teams.column.services'),
      isSortable: true,
      align: 'end',
      cell: ({ entities }) => formatNumber(entities),
    },
    {
      id: 'onTheRoad',
      label: t('teams.column.onTheRoad', {
        level: levelTitle(byLevel.totals.targetLevel),
      }),
      isSortable: true,
      align: 'end',
      cell: owner => formatShare(shareOnTheRoad(owner)),
    },
    {
      id: 'score',
      label: t('teams.column.score'),
      isSortable: true,
      align: 'end',
      cell: ({ score }) => formatNumber(score),
    },
    {
      id: 'levels',
      label: t('teams.column.levels'),
      cell: owner => {
        const levels = byLevel.groups.map(({ key }) => ({
          id: key,
          title: levelTitle(key),
          entities: owner.levels[key] ?? 0,
        }));
        return (
          <LevelBar
            levels={levels}
            label={levels
              .filter(({ entities }) => entities > 0)
              .map(({ title, entities }) => `${title}: ${entities}`)
              .join(', ')}
          />
        );
      },
    },
  ];
}

function sorted(owners: OwnerGroup[], sort: SortDescriptor): OwnerGroup[] {
  const ascending: Record<string, (a: OwnerGroup, b: OwnerGroup) => number> = {
    team: (a, b) => a.title.localeCompare(b.title),
    services: (a, b) => a.entities - b.entities,
    onTheRoad: (a, b) => shareOnTheRoad(a) - shareOnTheRoad(b),
    score: (a, b) => a.score - b.score,
  };
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...owners].sort(
    (a, b) => sign * ascending[String(sort.column)](a, b),
  );
}
