import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { AsyncView } from '../components/AsyncView';
import { formatNumber } from '../components/formats';
import { useServicesLink } from '../governance/services/useServicesLink';
import { pavedRoadTranslationRef } from '../translation';
import styles from './HomePart.module.css';
import { useOwnTeams } from './useOwnTeams';

/** How many services of a person's teams are below the target. */
export function HomeTeams(props: { levelTitle: (level: string) => string }) {
  const { levelTitle } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const teams = useOwnTeams();
  const servicesLink = useServicesLink();
  return (
    <AsyncView state={teams}>
      {({ owners, targetLevel }) =>
        owners.length === 0 ? (
          <Text as="p" color="secondary">
            {t('home.noTeams')}
          </Text>
        ) : (
          <ul className={styles.list}>
            {owners.map(({ key, title, entities, onTheRoad }) => (
              <li key={key} className={styles.entry}>
                <Text as="span">{title}</Text>
                {entities > onTheRoad ? (
                  <Link href={servicesLink({ owner: key, below: targetLevel })}>
                    {t('home.below', {
                      below: formatNumber(entities - onTheRoad),
                      count: entities,
                      level: levelTitle(targetLevel),
                    })}
                  </Link>
                ) : (
                  <Text as="span" color="secondary">
                    {t('home.allThere', { level: levelTitle(targetLevel) })}
                  </Text>
                )}
              </li>
            ))}
          </ul>
        )
      }
    </AsyncView>
  );
}
