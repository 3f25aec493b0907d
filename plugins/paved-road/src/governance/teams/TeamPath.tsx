import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Flex, Link } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import styles from './TeamPath.module.css';
import { useTeamPath } from './useTeamPath';
import { useTeamsLink } from './useTeamsLink';

/** Where one is in the hierarchy of teams, the way up, and to what the team has of its own. */
export function TeamPath(props: { teamRef: string }) {
  const { teamRef } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const path = useTeamPath(teamRef);
  const teamsLink = useTeamsLink();
  const servicesLink = useServicesLink();
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
                <Link href={teamsLink(ref)}>
                  <EntityDisplayName entityRef={ref} hideIcon disableTooltip />
                </Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <Link href={servicesLink({ owner: teamRef })}>
        {t('teams.own', {
          team: (
            <EntityDisplayName entityRef={teamRef} hideIcon disableTooltip />
          ),
        })}
      </Link>
    </Flex>
  );
}
