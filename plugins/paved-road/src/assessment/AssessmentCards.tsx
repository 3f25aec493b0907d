import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  PlainPattern,
  QuestionPath,
  Risk,
} from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import { driversBetween, FlipCondition, flipRows, Points } from '../advisor';
import {
  formatSeconds,
  formatShortNumber,
  formatSigned,
  formatUsd,
} from '../components/formats';
import { SeverityChip } from '../components/SeverityChip';
import { StatusChip } from '../components/StatusChip';
import { useTitles } from '../model';
import { PatternTitle } from '../patterns';
import { pavedRoadTranslationRef } from '../translation';
import { Answer, answerOf } from './answerOf';
import styles from './assessment.module.css';
import { CardOf } from './CardOf';
import { DecidingAnswers } from './DecidingAnswers';

const atMost = 3;

/** What speaks for and against, what would change the answer, and what it costs and risks. */
export function AssessmentCards(props: {
  assessment: Assessment;
  /** Leads to the field of a question; absent where nobody may answer it. */
  onAnswer?: (path: QuestionPath) => void;
  /** Shows a draft with an answer more; absent where it is no draft of the person. */
  onAnswered?: () => void;
  onSelect: (section: 'quantities' | 'risks' | 'why') => void;
}) {
  const { assessment, onAnswer, onAnswered, onSelect } = props;
  const { advice } = assessment;
  const answer = answerOf(assessment);
  return (
    <div className={styles.container}>
      <div className={styles.cards}>
        {answer.kind === 'open' ? (
          <DecidingAnswers
            assessment={assessment}
            onAnswer={onAnswer}
            onAnswered={onAnswered}
          />
        ) : (
          <>
            <ForAndAgainst advice={advice} answer={answer} />
            <FirstFlips
              advice={advice}
              answer={answer}
              onMore={() => onSelect('why')}
            />
          </>
        )}
        <Figures advice={advice} answer={answer} onSelect={onSelect} />
      </div>
    </div>
  );
}

function ForAndAgainst(props: {
  advice: Advice;
  answer: Exclude<Answer, { kind: 'open' }>;
}) {
  const { advice, answer } = props;
  const { core, other, kind, isDecided } = answer;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const points = other ? driversBetween(advice, core, other) : [];
  const speaksFor = points.filter(found => found.points > 0).slice(0, atMost);
  const against = points.filter(found => found.points < 0).slice(0, atMost);
  const isBoth = kind === 'close' && !isDecided && other;
  const nameOf = (id: PlainPattern) =>
    t('cards.forOne', { pattern: titles.pattern(id) });
  return (
    <CardOf label={t('cards.forAndAgainst')}>
      <div className={styles.sides}>
        <PointList
          title={isBoth ? nameOf(core) : t('cards.for')}
          points={speaksFor}
        />
        <PointList
          title={isBoth ? nameOf(other) : t('cards.against')}
          points={
            isBoth
              ? against.map(found => ({ ...found, points: -found.points }))
              : against
          }
        />
      </div>
      <Text as="p" color="secondary" variant="body-small">
        {other && !isBoth
          ? t('cards.points', { other: titles.pattern(other) })
          : t('cards.sides')}
      </Text>
    </CardOf>
  );
}

function PointList(props: { title: string; points: Points[] }) {
  const { title, points } = props;
  const titles = useTitles();
  const headingId = useId();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <div>
      <Text as="h3" id={headingId} variant="body-medium" weight="bold">
        {title}
      </Text>
      {points.length === 0 ? (
        <Text as="p" variant="body-small" color="secondary">
          {t('cards.nothing')}
        </Text>
      ) : (
        <ul className={styles.points} aria-labelledby={headingId}>
          {points.map(({ criterion, points: value }) => (
            <li key={criterion}>
              {titles.criterion(criterion)} <b>{formatSigned(value)}</b>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function FirstFlips(props: {
  advice: Advice;
  answer: Answer;
  onMore: () => void;
}) {
  const { advice, answer, onMore } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const rows = flipRows(advice.flips);
  return (
    <CardOf
      title={t(
        answer.kind === 'override' || answer.kind === 'close'
          ? 'cards.changeRecommendation'
          : 'cards.change',
      )}
    >
      {rows.length === 0 ? (
        <Text as="p" variant="body-small">
          {t('flips.none')}
        </Text>
      ) : (
        <ul className={styles.points}>
          {rows.slice(0, atMost).map(row => (
            <li key={`${row.kind} ${row.id}`}>
              <FlipCondition row={row} isShort /> {'→ '}
              <PatternTitle
                pattern={
                  row.kind === 'weight' ? row.flip.core : row.flip.pattern
                }
              />
            </li>
          ))}
          {rows.length > atMost && (
            <li className={styles.more}>
              <Button
                size="small"
                variant="tertiary"
                className={styles.toSection}
                onPress={onMore}
              >
                {t('cards.moreFlips', { count: rows.length - atMost })}
              </Button>
            </li>
          )}
        </ul>
      )}
    </CardOf>
  );
}

const ranks: Risk['severity'][] = ['high', 'medium', 'low'];

/** The figures of the pattern that the page is about. */
function Figures(props: {
  advice: Advice;
  answer: Answer;
  onSelect: (section: 'quantities' | 'risks') => void;
}) {
  const { advice, answer, onSelect } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const titles = useTitles();
  const others =
    new Set(advice.risks.map(({ id, subject }) => `${id} ${subject.pattern}`))
      .size - 1;
  const worst = ranks
    .map(rank => advice.risks.find(({ severity }) => severity === rank))
    .find(found => found !== undefined);
  return (
    <CardOf
      title={
        answer.kind === 'open'
          ? t('cards.figures')
          : t('cards.figuresOf', { pattern: titles.pattern(answer.pattern) })
      }
    >
      <dl className={styles.figures}>
        <div>
          <dt>{t('cards.cost')}</dt>
          <dd>
            <CostOf advice={advice} answer={answer} />
          </dd>
        </div>
        <div>
          <dt>{t('cards.p99')}</dt>
          <dd>
            <LatencyOf advice={advice} answer={answer} />
          </dd>
        </div>
        <div>
          <dt>{t('cards.risks')}</dt>
          <dd>
            {worst ? (
              <Button
                size="small"
                variant="tertiary"
                className={styles.toSection}
                onPress={() => onSelect('risks')}
              >
                {worst.title}
                <SeverityChip severity={worst.severity} />
                {others > 0 && t('cards.otherRisks', { count: others })}
              </Button>
            ) : (
              t('cards.noRisks')
            )}
          </dd>
        </div>
      </dl>
    </CardOf>
  );
}

function CostOf(props: { advice: Advice; answer: Answer }) {
  const { answer } = props;
  const { perPattern, breakEvenRequestsPerMonth } = props.advice.cost;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const breakEven = breakEvenRequestsPerMonth !== undefined && (
    <Text as="span" color="secondary" variant="body-small">
      {t('cards.breakEven', {
        requests: formatShortNumber(breakEvenRequestsPerMonth),
      })}
    </Text>
  );
  if (answer.kind === 'open') {
    return breakEven || t('cards.open');
  }
  const cost = perPattern[answer.pattern] ?? perPattern[answer.core];
  return cost.status === 'estimated' ? (
    <>
      <b>{t('cards.perMonth', { cost: formatUsd(cost.monthly.mid) })}</b>{' '}
      {breakEven}
    </>
  ) : (
    t('cards.missing', { question: titles.field(cost.missing[0]) })
  );
}

function LatencyOf(props: { advice: Advice; answer: Answer }) {
  const { answer } = props;
  const { perPattern } = props.advice.latency;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (answer.kind === 'open') {
    return t('cards.open');
  }
  const latency = perPattern[answer.pattern] ?? perPattern[answer.core];
  if (latency.status === 'unknown') {
    return t('cards.missing', { question: titles.field(latency.missing[0]) });
  }
  const { p99, requirement, meetsRequirement } = latency;
  return (
    <>
      <b>{formatSeconds(p99)}</b>{' '}
      {requirement !== undefined && meetsRequirement !== undefined && (
        <StatusChip tone={meetsRequirement ? 'success' : 'danger'}>
          {t(meetsRequirement ? 'latency.meets' : 'latency.misses', {
            requirement: formatSeconds(requirement),
          })}
        </StatusChip>
      )}
    </>
  );
}
