import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './TeamPath.module.css';
import { TeamServices } from './TeamServices';
import { useTeamsLink } from './useTeamsLink';

/** Where one is in the hierarchy of teams, the way up, and to the services of the team. */
export function TeamPath(props: {
  teamRef: string;
  /** The team with those above it, the topmost first; only the team until they are known, or where it is not known. */
  path: ScorecardsSummary['path'];
}) {
  const { teamRef } = props;
  const path = props.path?.length
    ? props.path
    : [{ key: teamRef, title: parseEntityRef(teamRef).name }];
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const teamsLink = useTeamsLink();
  return (
    <Flex align="center" justify="between" gap="3" className={styles.line}>
      <nav aria-label={t('teams.path')}>
        <ol className={styles.path}>
          <li>
            <Link href={teamsLink()}>{t('teams.all')}</Link>
          </li>
          {path.map(({ key, title }) => (
            <li
              key={key}
              aria-current={key === teamRef ? 'location' : undefined}
            >
              {key === teamRef ? (
                title
              ) : (
                <Link href={teamsLink({ team: key })}>{title}</Link>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <TeamServices teamRef={teamRef} title={path[path.length - 1].title} />
    </Flex>
  );
}
