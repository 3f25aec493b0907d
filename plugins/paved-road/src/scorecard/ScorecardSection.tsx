import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Scorecard,
  scorecardEvaluatePermission,
} from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatAge, formatNumber } from '../components/formats';
import { Loading } from '../components/Loading';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import { EntityWaiversProvider, WaiverHint } from '../waivers';
import { BadgeAction } from './badge/BadgeAction';
import { ScorecardHistory } from './history/ScorecardHistory';
import { LevelLadder } from './LevelLadder';
import { MissingFacts } from './MissingFacts';
import { LevelBadge, levelOf, levelSteps } from '../levels';
import { useEntityScorecard } from './ScorecardProvider';
import styles from './ScorecardSection.module.css';
import { TrackList } from './TrackList';
import { LevelTrend } from './trend/LevelTrend';

/** The stored scorecard of an entity, and a button to evaluate it now where that is permitted. */
export function ScorecardSection() {
  const { entityRef, scorecard, stored, evaluation, isUnchanged, evaluate } =
    useEntityScorecard();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { allowed } = usePermission({
    permission: scorecardEvaluatePermission,
    resourceRef: entityRef,
  });
  const isSelected = stored.value?.state !== 'not-selected';
  return (
    <Section
      title={t('scorecard.title')}
      actions={
        <Flex gap="2" className={styles.actions}>
          {scorecard && <BadgeAction entityRef={entityRef} />}
          {allowed && isSelected && (
            <Button
              size="small"
              variant="secondary"
              isPending={evaluation.loading}
              onPress={evaluate}
            >
              {t('scorecard.evaluate')}
            </Button>
          )}
        </Flex>
      }
    >
      <Flex direction="column" gap="4">
        <div role="status">
          {evaluation.loading && (
            <EvaluationProgress isOldShown={scorecard !== undefined} />
          )}
          {isUnchanged && <Text as="p">{t('scorecard.unchanged')}</Text>}
        </div>
        {evaluation.error && (
          <ErrorAlert
            error={evaluation.error}
            title={t('scorecard.evaluateFailed')}
          />
        )}
        {stored.error && !scorecard && (
          <ErrorAlert error={stored.error} onRetry={stored.retry} />
        )}
        {stored.loading && !scorecard && <Loading />}
        {scorecard && <ScorecardView scorecard={scorecard} />}
        {!scorecard && !isSelected && (
          <Text as="p">{t('scorecard.notCovered')}</Text>
        )}
        {!scorecard && stored.value?.state === 'not-evaluated' && (
          <Text as="p">
            {t('scorecard.notEvaluated')}{' '}
            {allowed
              ? t('scorecard.notEvaluatedAllowed')
              : t('scorecard.notEvaluatedWait')}
          </Text>
        )}
      </Flex>
    </Section>
  );
}

function EvaluationProgress(props: { isOldShown: boolean }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="p">
        {t('scorecard.evaluatingFacts')}{' '}
        {props.isOldShown && t('scorecard.evaluatingOld')}
      </Text>
      <Loading label={t('scorecard.evaluating')} />
    </Flex>
  );
}

function ScorecardView(props: { scorecard: Scorecard }) {
  const { scorecard } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (scorecard.results.length === 0) {
    return <Text as="p">{t('scorecard.notCovered')}</Text>;
  }
  return (
    <EntityWaiversProvider entityRef={scorecard.entityRef}>
      <Flex align="center" gap="3" className={styles.summary}>
        <LevelBadge level={levelOf(scorecard)} />
        <Text as="span" weight="bold">
          {t('scorecard.score', { score: formatNumber(scorecard.score) })}
        </Text>
        <Text as="span" color="secondary">
          {t('scorecard.evaluated', {
            age: formatAge(scorecard.evaluatedAt),
            packs: scorecard.packs
              .map(pack => `${pack.name} ${pack.version}`)
              .join(', '),
          })}
        </Text>
      </Flex>
      <LevelLadder steps={levelSteps(scorecard)} />
      <LevelTrend scorecard={scorecard} />
      <ScorecardHistory scorecard={scorecard} />
      <MissingFacts scorecard={scorecard} />
      <WaiverHint
        isFailing={scorecard.results.some(({ state }) => state === 'fail')}
      />
      <TrackList scorecard={scorecard} />
    </EntityWaiversProvider>
  );
}
