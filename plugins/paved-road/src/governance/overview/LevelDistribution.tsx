import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { formatNumber, formatShare } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { LevelBar, LevelSwatch } from '../LevelBar';
import { useServicesLink } from '../services/useServicesLink';
import { useLevelTitles } from '../useLevelTitles';
import styles from './LevelDistribution.module.css';

/** How many services are at which level, each level a way to its services. */
export function LevelDistribution(props: { byLevel: ScorecardsSummary }) {
  const { groups, totals } = props.byLevel;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const levelTitle = useLevelTitles(props.byLevel);
  const servicesLink = useServicesLink();
  const levels = groups.map(({ key, entities }) => ({
    id: key,
    title: levelTitle(key),
    entities,
  }));
  return (
    <Section headingLevel="h2" title={t('overview.levels')}>
      <Flex direction="column" gap="3">
        <LevelBar levels={levels} />
        <ul className={styles.legend}>
          {levels.map((level, index) => (
            <li key={level.id} className={styles.level}>
              <LevelSwatch index={index} levels={levels} />
              <Link href={servicesLink({ level: level.id })}>
                {level.title}
              </Link>
              <Text as="span">
                {t('overview.levelShare', {
                  number: formatNumber(level.entities),
                  share: formatShare(level.entities / totals.entities),
                })}
              </Text>
            </li>
          ))}
        </ul>
      </Flex>
    </Section>
  );
}
