import { Flex, Link, SortDescriptor, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { ComponentProps, useState } from 'react';
import {
  column,
  DataColumn,
  DataTable,
  sortableColumn,
} from '../../ui/components/DataTable';
import { formatNumber, formatShare } from '../../ui/formats';
import { LoadMore } from '../../ui/components/LoadMore';
import { GroupList, ServiceGroup, useGroups } from '../../data/fleet/fleetData';
import { LevelBar, useLevels } from '../../ui/levels';
import { teamsTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { Track, TrackCell } from '../../features/checks/TrackCell';
import styles from './teams.module.css';

const shareOnTheRoad = (group: ServiceGroup) =>
  group.onTheRoad / group.entities;

/** Loaded groups with their totals, and a button for more. */
export function PagedGroups(
  props: Omit<ComponentProps<typeof GroupsTable>, 'groups'> & {
    list: GroupList;
    more: Pick<ReturnType<typeof useGroups>, 'loading' | 'loadMore'>;
    emptyText: string;
  },
) {
  const { list, more, emptyText, ...table } = props;
  const { items, nextCursor } = list;
  const t = useTexts(teamsTexts);
  return (
    <Flex direction="column" gap="3">
      {items.some(({ entities }) => entities > 0) ? (
        <>
          <GroupsTable {...table} groups={items} />
          {table.tracks !== undefined && table.tracks.length > 0 && (
            <Text as="p" color="secondary" variant="body-small">
              {t('teams.tracks')}
            </Text>
          )}
        </>
      ) : (
        <Text as="p">{emptyText}</Text>
      )}
      {nextCursor && (
        <>
          <Text as="p" color="secondary" variant="body-small">
            {t('groups.sortedAmongShown', { count: items.length })}
          </Text>
          <LoadMore isPending={more.loading} onPress={more.loadMore} />
        </>
      )}
    </Flex>
  );
}

/** Groups by share of services on the road, lowest first. */
function GroupsTable(props: {
  label: string;
  /** Title of the grouping. */
  groupedBy: string;
  groups: ServiceGroup[];
  byLevel: ScorecardsSummary;
  isServices: boolean;
  /** Tracks of the fleet, if groups have pass rates. */
  tracks?: Track[];
  title: (group: ServiceGroup) => string;
  /** Links to the services of a group, or to its subgroups. */
  link: (group: ServiceGroup) => string | undefined;
  /** Links to services of a group that fail a check of a track. */
  trackLink?: (group: ServiceGroup, track: string) => string | undefined;
}) {
  const { label, groupedBy, groups, byLevel, isServices, title, link } = props;
  const { tracks = [], trackLink } = props;
  const t = useTexts(teamsTexts, fleetTexts);
  const findLevel = useLevels(byLevel);
  const [sort, setSort] = useState<SortDescriptor>({
    column: 'onTheRoad',
    direction: 'ascending',
  });
  const columns: DataColumn<ServiceGroup>[] = [
    sortableColumn('group', groupedBy, group => (
      <GroupTitle title={title(group)} href={link(group)} />
    )),
    sortableColumn(
      'services',
      t(isServices ? 'groups.services' : 'groups.entities'),
      ({ entities }) => formatNumber(entities),
      'end',
    ),
    sortableColumn(
      'onTheRoad',
      t('groups.onTheRoad'),
      group => formatShare(shareOnTheRoad(group)),
      'end',
    ),
    sortableColumn(
      'score',
      t('groups.score'),
      ({ score }) => formatNumber(Math.round(score)),
      'end',
    ),
    column('levels', t('groups.levels'), group => {
      const levels = byLevel.groups.map(({ key }) => ({
        ...findLevel(key),
        entities: group.levels[key] ?? 0,
      }));
      return (
        <LevelBar
          levels={levels}
          label={levels
            .filter(({ entities }) => entities > 0)
            .map(({ title: level, entities }) =>
              t('groups.servicesAt', {
                level,
                number: formatNumber(entities),
              }),
            )
            .join(', ')}
        />
      );
    }),
    ...tracks.map((track): DataColumn<ServiceGroup> => ({
      id: `track ${track.id}`,
      label: track.title,
      isUpright: true,
      cell: group => (
        <TrackCell
          group={title(group)}
          track={track.title}
          states={group.tracks?.[track.id]}
          href={trackLink?.(group, track.id)}
        />
      ),
    })),
  ];
  const compare: Record<string, (a: ServiceGroup, b: ServiceGroup) => number> =
    {
      group: (a, b) => title(a).localeCompare(title(b)),
      services: (a, b) => a.entities - b.entities,
      onTheRoad: (a, b) => shareOnTheRoad(a) - shareOnTheRoad(b),
      score: (a, b) => a.score - b.score,
    };
  const sign = sort.direction === 'descending' ? -1 : 1;
  return (
    <DataTable
      isCompact={tracks.length > 0}
      isFirstColumnFixed={tracks.length > 0}
      isStackable
      label={label}
      columns={columns}
      rows={groups
        .filter(({ entities }) => entities > 0)
        .sort(
          (a, b) =>
            sign * compare[String(sort.column)](a, b) || a.score - b.score,
        )}
      getKey={group => group.key}
      sort={{ descriptor: sort, onSortChange: setSort }}
    />
  );
}

function GroupTitle(props: { title: string; href?: string }) {
  return props.href === undefined ? (
    <Text>{props.title}</Text>
  ) : (
    <Link href={props.href} weight="bold" className={styles.title}>
      {props.title}
    </Link>
  );
}
