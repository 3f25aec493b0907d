import { parseEntityRef } from '@backstage/catalog-model';
import { Flex, Link } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { ComponentProps } from 'react';
import { Row } from '../../ui/components/Layout';
import { AsyncView } from '../../ui/components/AsyncView';
import { useFleetData, useGroups } from '../../data/fleet/fleetData';
import { SummedKind } from '../../data/entities/kinds';
import { useServicesLink, useTeamsLink } from '../../data/links/urlQueries';
import { RowsSkeleton } from '../../ui/components/RowsSkeleton';
import { teamsTexts } from './texts';
import { fleetTexts } from '../../features/fleet/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { PagedGroups } from './GroupsTable';
import styles from './teams.module.css';
import { Track } from '../../features/checks/TrackCell';

export interface TeamsProps extends SummedKind {
  byLevel: ScorecardsSummary;
  tracks: Track[];
}

/** One team with its path in the hierarchy and its direct subteams. */
export function TeamsBelow(props: TeamsProps & { teamRef: string }) {
  const { teamRef, ...fleet } = props;
  const t = useTexts(teamsTexts);
  const { kind, isServices } = props;
  const teams = useGroups({ groupBy: 'team', kind, parent: teamRef });
  return (
    <Flex direction="column" gap="3">
      <TeamPath {...{ teamRef, kind, isServices }} path={teams.value?.path} />
      <AsyncView state={teams} skeleton={<RowsSkeleton count={8} />}>
        {list =>
          list.path?.length === 0 ? (
            <Notice
              role="alert"
              title={t('teams.unknown', { team: teamRef })}
              description={t('teams.unknownHelp')}
            />
          ) : (
            <TeamGroups list={list} more={teams} {...fleet} />
          )
        }
      </AsyncView>
    </Flex>
  );
}

/**
 * The direct subteams of a team, or the top teams, with totals including their subteams. A team links to its subteams,
 * or to its services.
 */
export function TeamGroups(
  props: TeamsProps & Pick<ComponentProps<typeof PagedGroups>, 'list' | 'more'>,
) {
  const t = useTexts(teamsTexts, fleetTexts);
  const teamsLink = useTeamsLink();
  const servicesLink = useServicesLink();
  const { kind } = props;
  return (
    <PagedGroups
      {...props}
      label={t('teams.title')}
      groupedBy={t('teams.team')}
      title={({ title }) => title}
      link={({ key, hasChildren }) =>
        hasChildren
          ? teamsLink({ team: key, kind })
          : servicesLink({ team: key, kind })
      }
      trackLink={({ key }, track) =>
        servicesLink({ team: key, track, state: 'fail', kind })
      }
      emptyText={t('teams.noneBelow')}
    />
  );
}

/** Path in the hierarchy of teams, with links to parent teams and to services. */
function TeamPath(props: {
  teamRef: string;
  kind?: string;
  isServices: boolean;
  /** Path to the team, topmost first; only the team while loading or if unknown. */
  path: ScorecardsSummary['path'];
}) {
  const { teamRef, kind, isServices } = props;
  const path = props.path?.length
    ? props.path
    : [{ key: teamRef, title: parseEntityRef(teamRef).name }];
  const t = useTexts(teamsTexts);
  const teamsLink = useTeamsLink();
  return (
    <Row justify="between" gap="3">
      <nav aria-label={t('teams.path')}>
        <ol className={styles.path}>
          <li>
            <Link href={teamsLink({ kind })}>{t('teams.all')}</Link>
          </li>
          {path.map(({ key, title }) => (
            <li
              key={key}
              aria-current={key === teamRef ? 'location' : undefined}
            >
              {key === teamRef ? (
                title
              ) : (
                <Link href={teamsLink({ team: key, kind })}>{title}</Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <TeamServices
        {...{ teamRef, kind, isServices }}
        title={path[path.length - 1].title}
      />
    </Row>
  );
}

/** Links to the services that a team owns, and to all that count for it, including services of hidden subteams. */
function TeamServices(props: {
  teamRef: string;
  title: string;
  kind?: string;
  isServices: boolean;
}) {
  const { teamRef, title: team, kind, isServices } = props;
  const t = useTexts(teamsTexts);
  const servicesLink = useServicesLink();
  const { value } = useFleetData(['ownAndBelow', teamRef, kind], async api => {
    const [own, all] = await Promise.all([
      api.listScorecards({ owner: teamRef, kind, limit: 1 }),
      api.listScorecards({ team: teamRef, kind, limit: 1 }),
    ]);
    return { own: own.totalItems, all: all.totalItems };
  });
  return value ? (
    <Row gap="3">
      {value.all > value.own && (
        <Link href={servicesLink({ team: teamRef, kind })}>
          {t(isServices ? 'teams.withBelow' : 'teams.withBelowEntities', {
            count: value.all,
          })}
        </Link>
      )}
      {value.own > 0 && (
        <Link href={servicesLink({ owner: teamRef, kind })}>
          {t(isServices ? 'teams.own' : 'teams.ownEntities', {
            count: value.own,
            team,
          })}
        </Link>
      )}
    </Row>
  ) : null;
}
