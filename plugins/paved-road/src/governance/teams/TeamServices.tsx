import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link } from '@backstage/ui';
import { pavedRoadApiRef } from '../../api';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetData } from '../useFleetData';
import styles from './TeamPath.module.css';

/**
 * Leads to the services of a team: to those that it owns itself, and to all that count for it, among them those of
 * teams below it that are not listed because the user may not see them.
 */
export function TeamServices(props: { teamRef: string; title: string }) {
  const { teamRef, title: team } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const servicesLink = useServicesLink();
  const { value } = useFleetData(async () => {
    const [own, all] = await Promise.all([
      api.listScorecards({ owner: teamRef, limit: 1 }),
      api.listScorecards({ team: teamRef, limit: 1 }),
    ]);
    return { own: own.totalItems, all: all.totalItems };
  }, [api, teamRef]);
  return value ? (
    <Flex gap="3" className={styles.line}>
      {value.all > value.own && (
        <Link href={servicesLink({ team: teamRef })}>
          {t('teams.withBelow', { count: value.all, team })}
        </Link>
      )}
      {value.own > 0 && (
        <Link href={servicesLink({ owner: teamRef })}>
          {t('teams.own', { count: value.own, team })}
        </Link>
      )}
    </Flex>
  ) : null;
}
