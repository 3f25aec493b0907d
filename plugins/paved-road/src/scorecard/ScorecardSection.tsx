import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
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
import { pavedRoadApiRef } from '../api';
import { ErrorAlert } from '../components/ErrorAlert';
import { formatAge, formatNumber } from '../components/formats';
import { Loading } from '../components/Loading';
import { Section } from '../components/Section';
import { useFragmentTarget } from '../components/useFragmentTarget';
import { SCORECARD_FRAGMENT } from '../routes';
import { pavedRoadTranslationRef } from '../translation';
import { LevelBadge } from './LevelBadge';
import { LevelLadder } from './LevelLadder';
import { MissingFacts } from './MissingFacts';
import { levelSteps, levelTitle } from './levels';
import styles from './ScorecardSection.module.css';
import { TrackList } from './TrackList';
import { useStoredScorecard } from './useStoredScorecard';

/** The stored scorecard of an entity, and a button to evaluate it now where that is permitted. */
export function ScorecardSection(props: { entity: Entity }) {
  const { entity } = props;
  const entityRef = stringifyEntityRef(entity);
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const stored = useStoredScorecard(entity);
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
  const scorecard =
    evaluated ??
    (stored.value?.state === 'evaluated' ? stored.value.scorecard : undefined);
  // What is the same is not stored again, and keeps the time of its evaluation.
  const isUnchanged =
    stored.value?.state === 'evaluated' &&
    stored.value.scorecard.evaluatedAt === evaluated?.evaluatedAt &&
    !evaluation.loading &&
    !evaluation.error;
  return (
    <Section
      cardRef={useFragmentTarget(SCORECARD_FRAGMENT)}
      title={t('scorecard.title')}
      actions={
        allowed &&
        stored.value?.state !== 'not-selected' && (
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
        {!scorecard && stored.value?.state === 'not-selected' && (
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
      <MissingFacts scorecard={scorecard} />
      <TrackList scorecard={scorecard} />
    </>
  );
}
