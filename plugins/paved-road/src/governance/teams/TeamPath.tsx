import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../api';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import styles from './TeamPath.module.css';
import { useTeamPath } from './useTeamPath';
import { useTeamsLink } from './useTeamsLink';

/** Where one is in the hierarchy of teams, the way up, and to what the team owns itself. */
export function TeamPath(props: { teamRef: string }) {
  const { teamRef } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const path = useTeamPath(teamRef);
  const teamsLink = useTeamsLink();
  return (
    <Flex align="center" justify="between" gap="3" className={styles.line}>
      <nav aria-label={t('teams.path')}>
        <ol className={styles.path}>
          <li>
            <Link href={teamsLink()}>{t('teams.all')}</Link>
          </li>
          {path.map(ref => (
            <li
              key={ref}
              aria-current={ref === teamRef ? 'location' : undefined}
            >
              {ref === teamRef ? (
                <EntityDisplayName entityRef={ref} hideIcon disableTooltip />
              ) : (
                <Link href={teamsLink({ team: ref })}>
                  <EntityDisplayName entityRef={ref} hideIcon disableTooltip />
                </Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <OwnServices teamRef={teamRef} />
    </Flex>
  );
}

/** The figures of a team are those of all teams below it, too: this leads to what it owns itself. */
function OwnServices(props: { teamRef: string }) {
  const { teamRef } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const servicesLink = useServicesLink();
  const { value: own } = useAsync(
    () => api.listScorecards({ owner: teamRef, limit: 1 }),
    [api, teamRef],
  );
  return own?.totalItems ? (
    <Link href={servicesLink({ owner: teamRef })}>
      {t('teams.own', {
        count: own.totalItems,
        team: <EntityDisplayName entityRef={teamRef} hideIcon disableTooltip />,
      })}
    </Link>
  ) : null;
}
