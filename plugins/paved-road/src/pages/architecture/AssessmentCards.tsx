import { Button, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  Prediction,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { useId } from 'react';
import {
  driversBetween,
  FlipCondition,
  type FlipRow,
  flipRows,
  type PlacementFlipRow,
  placementFlipRows,
  Points,
  type Ranked,
  rankedPatterns,
  rankedPlacements,
} from '../../features/advice';
import { formatSigned } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { PatternTitle, PlacementTitle, type Subject } from '../../ui/patterns';
import { assessmentTexts } from './texts';
import { advisorTexts } from '../../features/advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  Answer,
  toPatternAnswer,
  isNamed,
  toPlacementAnswer,
} from '../../features/decision/answer';
import styles from './assessment.module.css';
import { AssessmentCard } from './AssessmentCard';
import { DecidingAnswers } from './DecidingAnswers';
import { KeyFigures } from './KeyFigures';

const atMost = 3;

/** Two axes must fit on one screen. */
const atMostOfAxis = 2;

/** For and against, what would change the answer, cost and risks. */
export function AssessmentCards(props: {
  assessment: Assessment;
  /** Predictions compared with measurements, if available. */
  predictions?: Prediction[];
  /** Opens the field of a question; absent without permission. */
  onAnswer?: (path: QuestionPath) => void;
  /** Reloads the draft after an answer; absent if the person cannot edit it. */
  onAnswered?: () => void;
  onSelect: (section: 'quantities' | 'risks' | 'why') => void;
}) {
  const { assessment, predictions = [] } = props;
  const { onAnswer, onAnswered, onSelect } = props;
  const t = useTexts(assessmentTexts);
  const { advice } = assessment;
  const answer = toPatternAnswer(assessment);
  const placed = toPlacementAnswer(assessment);
  const isOpen = answer.kind === 'open';
  return (
    <div className={styles.container}>
      <div className={styles.cards}>
        {isOpen || placed?.kind === 'open' ? (
          <DecidingAnswers
            assessment={assessment}
            open={isOpen ? advice.confidence : advice.languageModel}
            onAnswer={onAnswer}
            onAnswered={onAnswered}
          />
        ) : (
          <>
            <AssessmentCard label={t('cards.forAndAgainst')}>
              {placed && (
                <div className={styles.sides}>
                  <Text as="span" variant="body-medium" weight="bold">
                    {t('cards.for')}
                  </Text>
                  <Text as="span" variant="body-medium" weight="bold">
                    {t('cards.against')}
                  </Text>
                </div>
              )}
              {isNamed(placed) && (
                <ForAndAgainst
                  isAxis
                  ranked={rankedPlacements(advice)}
                  answer={{ ...placed, subject: placed.placement }}
                />
              )}
              <ForAndAgainst
                isAxis={placed !== undefined}
                ranked={rankedPatterns(advice)}
                answer={{ ...answer, subject: answer.core }}
              />
            </AssessmentCard>
            <FirstFlips
              advice={advice}
              answer={answer}
              onMore={() => onSelect('why')}
            />
          </>
        )}
        <KeyFigures
          advice={advice}
          answer={answer}
          placed={placed}
          predictions={predictions}
          onSelect={onSelect}
        />
      </div>
    </div>
  );
}

/** Points for and against a pattern or placement. */
function ForAndAgainst(props: {
  ranked: Ranked<Subject>[];
  answer: {
    kind: string;
    subject: Subject;
    other?: Subject;
    isDecided: boolean;
  };
  /** Compact form for one of two axes: two points on each side. */
  isAxis?: boolean;
}) {
  const { ranked, answer, isAxis } = props;
  const { subject, other, kind, isDecided } = answer;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  const points = other ? driversBetween(ranked, subject, other) : [];
  const most = isAxis ? atMostOfAxis : atMost;
  const speaksFor = points.filter(found => found.points > 0).slice(0, most);
  const against = points.filter(found => found.points < 0).slice(0, most);
  const isBoth = kind === 'close' && !isDecided && other;
  const headingFor = (id: Subject) =>
    t('cards.forOne', { pattern: titles.subject(id) });
  const againstShown = isBoth
    ? against.map(found => ({ ...found, points: -found.points }))
    : against;
  if (isAxis) {
    return (
      <div className={styles.axisPoints}>
        <Text as="h3" variant="body-small" weight="bold">
          {other
            ? t('cards.pair', {
                subject: titles.subject(subject),
                other: titles.subject(other),
              })
            : t('cards.alone', { subject: titles.subject(subject) })}
        </Text>
        {other && (
          <div className={styles.sides}>
            <SignedPoints label={t('cards.for')} points={speaksFor} />
            <SignedPoints
              label={isBoth ? headingFor(other) : t('cards.against')}
              points={againstShown}
            />
          </div>
        )}
      </div>
    );
  }
  return (
    <>
      <div className={styles.sides}>
        <PointList
          title={isBoth ? headingFor(subject) : t('cards.for')}
          points={speaksFor}
        />
        <PointList
          title={isBoth ? headingFor(other) : t('cards.against')}
          points={againstShown}
        />
      </div>
      <Text as="p" color="secondary" variant="body-small">
        {other && !isBoth
          ? t('cards.points', { other: titles.subject(other) })
          : t('cards.sides')}
      </Text>
    </>
  );
}

function PointList(props: { title: string; points: Points[] }) {
  const { title, points } = props;
  const headingId = useId();
  const t = useTexts(assessmentTexts);
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
        <SignedPoints labelledBy={headingId} points={points} />
      )}
    </div>
  );
}

function SignedPoints(props: {
  label?: string;
  labelledBy?: string;
  points: Points[];
}) {
  const { label, labelledBy, points } = props;
  const titles = useTitles();
  return (
    <ul
      className={styles.points}
      aria-label={label}
      aria-labelledby={labelledBy}
    >
      {points.map(({ criterion, points: value }) => (
        <li key={criterion}>
          {titles.criterion(criterion)} <b>{formatSigned(value)}</b>
        </li>
      ))}
    </ul>
  );
}

function FirstFlips(props: {
  advice: Advice;
  answer: Answer;
  onMore: () => void;
}) {
  const { advice, answer, onMore } = props;
  const t = useTexts(assessmentTexts, advisorTexts);
  const rows = allFlips(advice);
  return (
    <AssessmentCard
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
        <ul
          className={
            advice.languageModel
              ? `${styles.points} ${styles.small}`
              : styles.points
          }
        >
          {rows.slice(0, atMost).map(row => (
            <li key={`${row.kind} ${row.id} ${'placement' in row.flip}`}>
              <FlipCondition row={row} isShort /> {'→ '}
              <FlipOutcome row={row} />
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
    </AssessmentCard>
  );
}

/** Flips of the pattern, alternating with flips of the placement if a language model is used. */
function allFlips({ flips, languageModel }: Advice) {
  const ofPattern = flipRows(flips);
  const ofPlacement = languageModel
    ? placementFlipRows(languageModel.flips)
    : [];
  return Array.from(
    { length: Math.max(ofPattern.length, ofPlacement.length) },
    (_, index) => [ofPlacement[index], ofPattern[index]],
  )
    .flat()
    .filter(row => row !== undefined);
}

function FlipOutcome(props: { row: FlipRow | PlacementFlipRow }) {
  const { row } = props;
  if (row.kind === 'weight') {
    return <PatternTitle pattern={row.flip.core} />;
  }
  return 'placement' in row.flip ? (
    <PlacementTitle placement={row.flip.placement} />
  ) : (
    <PatternTitle pattern={row.flip.pattern} />
  );
}
