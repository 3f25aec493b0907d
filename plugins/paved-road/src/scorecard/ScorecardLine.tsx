import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Link, Text } from '@backstage/ui';
import { useEntityLinks } from '../components/useEntityLinks';
import { pavedRoadTranslationRef } from '../translation';
import { LevelBadge, levelOf, levelSteps } from '../levels';
import { useEntityScorecard } from './ScorecardProvider';
import styles from './scorecard.module.css';

/** The level of an entity and the next step, as a way to the Scorecard tab. */
export function ScorecardLine() {
  const { scorecard, entityRef } = useEntityScorecard();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const links = useEntityLinks();
  if (!scorecard || scorecard.results.length === 0) {
    return null;
  }
  const next = levelSteps(scorecard).find(({ reached }) => !reached);
  const check =
    next?.open.find(({ state }) => state === 'fail') ?? next?.open[0];
  return (
    <Flex align="center" gap="2" className={styles.wrap}>
      <LevelBadge level={levelOf(scorecard)} />
      <Link href={links.scorecard(entityRef)}>
        {next && check
          ? t('scorecard.next', { level: next.title, check: check.title })
          : t('scorecard.allReached')}
      </Link>
      {next && check && (
        <Text as="span" color="secondary">
          {t('scorecard.nextOpen', { count: next.open.length })}
        </Text>
      )}
    </Flex>
  );
}
