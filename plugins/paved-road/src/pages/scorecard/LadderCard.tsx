import { usePermission } from '@backstage/plugin-permission-react';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import {
  Scorecard,
  scorecardEvaluatePermission,
} from '@paved-road/plugin-paved-road-common';
import { Fragment } from 'react';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { formatAge, formatDate, formatNumber } from '../../ui/formats';
import { Loading } from '../../ui/components/Loading';
import {
  LevelBadge,
  reachedLevel,
  LevelStep,
  levelSteps,
  useLevelColors,
} from '../../ui/levels';
import { useLostLevelText } from '../../features/checks/LostLevel';
import { scorecardTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { BadgeMenu } from './BadgeDialog';
import { LevelRun } from './ScorecardHistory';
import { useEntityScorecard } from '../../data/scorecards/ScorecardProvider';
import { Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import styles from './scorecard.module.css';

/** The levels of an entity with the progress to each level, and the age of the result. */
export function LadderCard(props: {
  scorecard: Scorecard;
  /** Start of the current level, if known. */
  since?: LevelRun & { isWhole: boolean };
}) {
  const { scorecard, since } = props;
  const { lost } = scorecard;
  const t = useTexts(scorecardTexts);
  const getLostText = useLostLevelText();
  const { entityRef, evaluation, isUnchanged } = useEntityScorecard();
  const steps = levelSteps(scorecard);
  return (
    <Card role="region" aria-label={t('scorecard.title')}>
      <CardBody>
        <Flex direction="column" gap="3">
          <Row justify="between" gap="3">
            <ol className={styles.ladder} aria-label={t('scorecard.ladder')}>
              {steps.map((step, index) => (
                <Step
                  key={step.id}
                  step={step}
                  scorecard={scorecard}
                  isFirst={index === 0}
                />
              ))}
            </ol>
            <Flex gap="2">
              <EvaluateButton />
              <BadgeMenu entityRef={entityRef} />
            </Flex>
          </Row>
          <Text as="p" color="secondary">
            {listFacts().map((part, index) => (
              <Fragment key={part}>
                {index > 0 && ' · '}
                <span>{part}</span>
              </Fragment>
            ))}
          </Text>
          <div role="status" className={styles.status}>
            {evaluation.loading && (
              <Flex direction="column" gap="2">
                <Text as="p">
                  {t('scorecard.evaluatingFacts')}{' '}
                  {t('scorecard.evaluatingOld')}
                </Text>
                <Loading label={t('scorecard.evaluating')} />
              </Flex>
            )}
            {isUnchanged && <Text as="p">{t('scorecard.unchanged')}</Text>}
          </div>
          <ErrorAlert
            error={evaluation.error}
            title={t('scorecard.evaluateFailed')}
          />
        </Flex>
      </CardBody>
    </Card>
  );

  function describeLevel(): string {
    const level = reachedLevel(scorecard)?.title;
    if (lost) {
      const text = getLostText(lost, scorecard.levels);
      return level === undefined
        ? t('scorecard.noLevelLost', { lost: text })
        : t('scorecard.levelLost', { level, lost: text });
    }
    const date = formatDate(since!.from);
    if (level === undefined) {
      return t('scorecard.noLevelSince', { date });
    }
    return t(
      since!.isWhole ? 'scorecard.levelSince' : 'scorecard.levelSinceAtLeast',
      { level, date },
    );
  }

  function listFacts(): string[] {
    const { packs, facts, results } = scorecard;
    return [
      t('scorecard.score', { score: formatNumber(scorecard.score) }),
      ...(lost || since ? [describeLevel()] : []),
      t('scorecard.evaluated', { age: formatAge(scorecard.evaluatedAt) }),
      t('scorecard.rules', {
        packs:
          packs.length === 1
            ? packs[0].version
            : packs.map(({ name, version }) => `${name} ${version}`).join(', '),
      }),
      ...facts
        .filter(({ name }) =>
          results.some(result => result.facts.includes(name)),
        )
        .map(fact =>
          fact.status === 'known'
            ? t(fact.failing ? 'scorecard.factAsOf' : 'scorecard.factRead', {
                fact: fact.title,
                age: formatAge(fact.collectedAt),
              })
            : t('scorecard.factMissing', { fact: fact.title }),
        ),
    ];
  }
}

function Step(props: {
  step: LevelStep;
  scorecard: Scorecard;
  isFirst: boolean;
}) {
  const { step, scorecard, isFirst } = props;
  const t = useTexts(scorecardTexts);
  const { fill } = useLevelColors()(step);
  const needed = scorecard.results.filter(
    ({ level, state }) => level === step.id && state !== 'not-applicable',
  ).length;
  const share = needed === 0 ? 1 : 1 - step.open.length / needed;
  return (
    <li className={styles.step}>
      {isFirst && step.reached ? undefined : (
        <span className={styles.way} aria-hidden>
          <span
            className={styles.done}
            style={{ inlineSize: `${share * 100}%`, background: fill }}
          />
        </span>
      )}
      <LevelBadge
        level={step}
        progress={
          step.reached
            ? { isReached: true, text: t('scorecard.reached') }
            : {
                isReached: false,
                text: t('scorecard.toGo', {
                  number: formatNumber(step.open.length),
                }),
              }
        }
      />
    </li>
  );
}

/** Button to evaluate now; hidden without permission. */
export function EvaluateButton() {
  const { entityRef, evaluation, evaluate } = useEntityScorecard();
  const t = useTexts(scorecardTexts);
  const { allowed } = usePermission({
    permission: scorecardEvaluatePermission,
    resourceRef: entityRef,
  });
  return allowed ? (
    <SmallButton isPending={evaluation.loading} onPress={evaluate}>
      {t('scorecard.evaluate')}
    </SmallButton>
  ) : null;
}
