import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  CheckResult,
  nextLevelOf,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatNumber } from '../components/formats';
import { Loading } from '../components/Loading';
import { CheckStateChip } from '../scorecard';
import { LevelBadge, levelOf } from '../levels';
import { RemediationText } from '../scorecard/RemediationText';
import { useEntityScorecard } from '../scorecard/ScorecardProvider';
import { pavedRoadTranslationRef } from '../translation';
import styles from './EntityPavedRoadCard.module.css';

/** States that neither the level nor the score shows: a level can be reached by a waiver, a score is of what is known. */
const exceptions = ['waived', 'unknown'] as const;

/** The level of an entity and the next step to a higher one. */
export function CardScorecard() {
  const { scorecard, stored } = useEntityScorecard();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (scorecard && scorecard.results.length > 0) {
    return <ScorecardLines scorecard={scorecard} />;
  }
  if (stored.error) {
    return (
      <ErrorAlert
        error={stored.error}
        title={t('entityCard.scorecardFailed')}
        onRetry={stored.retry}
      />
    );
  }
  if (stored.loading && !stored.value) {
    return <Loading />;
  }
  return (
    <Text as="p" color="secondary">
      {stored.value?.state === 'not-evaluated'
        ? t('entityCard.notEvaluated')
        : t('scorecard.notCovered')}
    </Text>
  );
}

function ScorecardLines(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const next = nextLevelOf(scorecard);
  return (
    <>
      <div className={styles.line}>
        <LevelBadge level={levelOf(scorecard)} />
        <Text as="span">
          {t('entityCard.score', { score: formatNumber(scorecard.score) })}
        </Text>
        {next && (
          <Text as="span" color="secondary">
            {t('entityCard.open', { count: next.open.length })}
          </Text>
        )}
        {exceptions
          .filter(state => scorecard.counts[state] > 0)
          .map(state => (
            <CheckStateChip
              key={state}
              state={state}
              count={scorecard.counts[state]}
            />
          ))}
      </div>
      {next ? (
        <NextStep
          level={next.reached.title}
          check={
            next.open.find(({ state }) => state === 'fail') ?? next.open[0]
          }
        />
      ) : (
        <Text as="p">{t('entityCard.top')}</Text>
      )}
    </>
  );
}

function NextStep(props: { level: string; check: CheckResult }) {
  const { level, check } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div className={styles.next}>
      <Text as="h3" color="secondary" variant="body-small">
        {t('entityCard.next', { level })}
      </Text>
      <Text as="p" weight="bold">
        {check.title}
      </Text>
      {check.state === 'fail' && (
        <RemediationText remediation={check.remediation} />
      )}
      {check.state === 'unknown' && (
        <Text as="p">{t('scorecard.unknown', { reason: check.reason })}</Text>
      )}
    </div>
  );
}
