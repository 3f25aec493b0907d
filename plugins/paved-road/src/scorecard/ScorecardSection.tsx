import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Flex, Text } from '@backstage/ui';
import {
  Scorecard,
  scorecardEvaluatePermission,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatAge, formatNumber } from '../components/formats';
import { Loading } from '../components/Loading';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import { LevelBadge } from './LevelBadge';
import { LevelLadder } from './LevelLadder';
import { levelSteps, levelTitle } from './levels';
import styles from './ScorecardSection.module.css';
import { TrackList } from './TrackList';

/** The stored scorecard of an entity, and a button to evaluate it now where that is permitted. */
export function ScorecardSection(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const stored = useAsyncRetry(
    () => api.getScorecard(entityRef),
    [api, entityRef],
  );
  const [evaluated, setEvaluated] = useState<Scorecard>();
  const [evaluation, evaluate] = useAsyncFn(
    async () => setEvaluated(await api.evaluateScorecard(entityRef)),
    [api, entityRef],
  );
  const { allowed } = usePermission({
    permission: scorecardEvaluatePermission,
    resourceRef: entityRef,
  });
  // An evaluation that fails afterwards does not take it away.
  const scorecard = evaluated ?? stored.value;
  // What is the same is not stored again, and keeps the time of its evaluation.
  const isUnchanged =
    evaluated !== undefined &&
    evaluated.evaluatedAt === stored.value?.evaluatedAt &&
    !evaluation.loading &&
    !evaluation.error;
  return (
    <Section
      title={t('scorecard.title')}
      actions={
        allowed && (
          <Button
            size="small"
            variant="secondary"
            isPending={evaluation.loading}
            onPress={evaluate}
          >
            {t('scorecard.evaluate')}
          </Button>
        )
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
        {!scorecard && !stored.loading && !stored.error && (
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
    <>
      <Flex align="center" gap="3" className={styles.summary}>
        <LevelBadge title={levelTitle(scorecard)} />
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
      <TrackList scorecard={scorecard} />
    </>
  );
}
