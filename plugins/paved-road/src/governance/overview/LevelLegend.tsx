import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link, Text } from '@backstage/ui';
import { formatNumber, formatShare } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { FleetLevel, LevelSwatch } from '../../levels';
import { useServicesLink } from '../services/useServicesLink';
import styles from './LevelTrend.module.css';

/** How many services are at which level today, each level a way to its services. */
export function LevelLegend(props: {
  levels: FleetLevel[];
  /** What the line of those on the road stands for, where there is one. */
  target?: string;
}) {
  const { levels, target } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const all = levels.reduce((sum, { entities }) => sum + entities, 0);
  return (
    <ul className={styles.legend} aria-label={t('overview.levelsNow')}>
      {levels.map(level => (
        <li key={level.id} className={styles.level}>
          <LevelSwatch level={level} />
          <Link href={servicesLink({ level: level.id })}>{level.title}</Link>
          <Text as="span">
            {t('overview.levelShare', {
              number: formatNumber(level.entities),
              share: formatShare(level.entities / all),
            })}
          </Text>
        </li>
      ))}
      {target && (
        <li className={styles.level} aria-hidden>
          <span className={styles.target} />
          <Text as="span">{target}</Text>
        </li>
      )}
    </ul>
  );
}
