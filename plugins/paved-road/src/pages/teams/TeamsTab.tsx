import { Box, Flex, Link, Text } from '@backstage/ui';
import { AsyncView } from '../../ui/components/AsyncView';
import { Section } from '../../ui/components/Section';
import { ViewToggle } from '../../ui/components/ViewToggle';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import {
  GroupList,
  useFleetSummary,
  useGroups,
} from '../../data/fleet/fleetData';
import { SummedKind, useSummedKind } from '../../data/entities/kinds';
import {
  teamsQuerySchema,
  teamViews,
  useServicesLink,
  useTeamsLink,
} from '../../data/links/urlQueries';
import { teamsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { EmptyFleet } from '../../features/fleet/EmptyFleet';
import { ListSkeleton } from '../../features/list/ListSkeleton';
import { RowsSkeleton } from '../../ui/components/RowsSkeleton';
import { KindChoice } from '../../features/fleet/KindChoice';
import { PagedGroups } from './GroupsTable';
import { TeamGroups, TeamsBelow, TeamsProps } from './TeamsBelow';
import { useTracks } from '../../features/checks/TrackCell';

/** The fleet by team along the group hierarchy, or by owner. */
export function TeamsTab() {
  const { query, update } = useUrlQuery(teamsQuerySchema);
  const t = useTexts(teamsTexts);
  const { value: summed } = useSummedKind(query.kind);
  return summed ? (
    <Flex direction="column" gap="3">
      <KindChoice {...summed} onChange={kind => update({ kind })} />
      <TeamsOfKind {...summed} />
    </Flex>
  ) : (
    <ListSkeleton title={t('teams.title')} />
  );
}

function TeamsOfKind(props: SummedKind) {
  const t = useTexts(teamsTexts);
  const byLevel = useFleetSummary('level', props.kind);
  return (
    <AsyncView
      state={byLevel}
      skeleton={<ListSkeleton title={t('teams.title')} />}
    >
      {summary =>
        summary.totals.entities === 0 ? (
          <EmptyFleet {...props} />
        ) : (
          <Teams byLevel={summary} {...props} />
        )
      }
    </AsyncView>
  );
}

function Teams(props: Omit<TeamsProps, 'tracks'>) {
  const t = useTexts(teamsTexts);
  const { query, update } = useUrlQuery(teamsQuerySchema);
  const { by, team } = query;
  const fleet = { ...props, tracks: useTracks(props.kind) };
  return (
    <Section
      headingLevel="h2"
      title={t('teams.title')}
      actions={
        <ViewToggle
          label={t('teams.view.label')}
          size="small"
          views={teamViews.map(id => ({ id, label: t(`teams.view.${id}`) }))}
          selected={by}
          onSelect={id => update({ by: id, team: undefined })}
        />
      }
    >
      {by === 'owner' && <OwnerGroups {...fleet} />}
      {by === 'team' && team === undefined && <TopmostTeams {...fleet} />}
      {by === 'team' && team !== undefined && (
        // Hide the previous subteams while loading.
        <TeamsBelow key={team} teamRef={team} {...fleet} />
      )}
    </Section>
  );
}

/** The fleet by owner, including people and unknown owners. */
function OwnerGroups(props: TeamsProps) {
  const t = useTexts(teamsTexts);
  const servicesLink = useServicesLink();
  const { kind } = props;
  const owners = useGroups({ groupBy: 'owner', kind });
  return (
    <AsyncView state={owners} skeleton={<RowsSkeleton count={8} />}>
      {list => (
        <PagedGroups
          label={t('teams.owners')}
          list={list}
          more={owners}
          groupedBy={t('teams.owner')}
          {...props}
          title={({ key, title }) =>
            key === 'none' ? t('teams.noOwner') : title
          }
          link={({ key }) =>
            key === 'none' ? undefined : servicesLink({ owner: key, kind })
          }
          trackLink={({ key }, track) =>
            key === 'none'
              ? undefined
              : servicesLink({ owner: key, track, state: 'fail', kind })
          }
          emptyText={t('teams.noneOwned')}
        />
      )}
    </AsyncView>
  );
}

/** The top teams, or the subteams of a single top team; and the number of services without a team. */
function TopmostTeams(props: TeamsProps) {
  const topmost = useGroups({ groupBy: 'team', kind: props.kind });
  return (
    <AsyncView state={topmost} skeleton={<RowsSkeleton count={8} />}>
      {list => {
        const only = onlyTeam(list);
        return (
          <Flex direction="column" gap="3">
            {only && <TeamsBelow key={only} teamRef={only} {...props} />}
            {!only && list.items.length > 0 && (
              <TeamGroups list={list} more={topmost} {...props} />
            )}
            {list.items.length === 0 && <NoTeams />}
            <WithoutTeam topmost={list} {...props} />
          </Flex>
        );
      }}
    </AsyncView>
  );
}

/** The single top team, if it has subteams. */
function onlyTeam({ items, nextCursor }: GroupList): string | undefined {
  const [team, ...others] = items;
  return team?.hasChildren && others.length === 0 && !nextCursor
    ? team.key
    : undefined;
}

/** Explains why no service belongs to a group. */
function NoTeams() {
  const t = useTexts(teamsTexts);
  return (
    <Box pt="2">
      <Text as="p">{t('teams.none.reason')}</Text>
      <ul>
        <li>{t('teams.none.reading')}</li>
        <li>{t('teams.none.owners')}</li>
        <li>{t('teams.none.access')}</li>
      </ul>
    </Box>
  );
}

function WithoutTeam(props: TeamsProps & { topmost: GroupList }) {
  const { kind, isServices } = props;
  const { totals, items, nextCursor } = props.topmost;
  const t = useTexts(teamsTexts);
  const teamsLink = useTeamsLink();
  const count = items.reduce(
    (rest, { entities }) => rest - entities,
    totals.entities,
  );
  // Unknown before all teams are loaded.
  return count === 0 || nextCursor ? null : (
    <Text as="p">
      {t(isServices ? 'teams.without' : 'teams.withoutEntities', { count })}{' '}
      <Link href={teamsLink({ by: 'owner', kind })}>
        {t('teams.showOwners')}
      </Link>
    </Text>
  );
}
