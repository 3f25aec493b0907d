import { Button, Text } from '@backstage/ui';
import {
  Advice,
  Assessment,
  LanguageModelAdvice,
  Prediction,
  QuestionPath,
  Risk,
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
} from '../advisor';
import {
  formatMeasure,
  formatSeconds,
  formatShortNumber,
  formatSigned,
  formatUsd,
} from '../components/formats';
import { SeverityChip } from '../components/SeverityChip';
import { StatusChip } from '../components/StatusChip';
import { useTitles } from '../model';
import { PatternTitle, PlacementTitle, type Subject } from '../patterns';
import { assessmentTexts } from './texts';
import { advisorTexts } from '../advisor/texts';
import { useTexts } from '../texts/useTexts';
import {
  Answer,
  toAnswer,
  isNamed,
  PlacementAnswer,
  toPlacementAnswer,
} from './answer';
import styles from './assessment.module.css';
import { AssessmentCard } from './AssessmentCard';
import { DecidingAnswers } from './DecidingAnswers';

const atMost = 3;

/** Where there are two axes, both have to be seen at once. */
const atMostOfAxis = 2;

/** What speaks for and against, what would change the answer, and what it costs and risks. */
export function AssessmentCards(props: {
  assessment: Assessment;
  /** What came of the predictions, as far as it is measured. */
  predictions?: Prediction[];
  /** Leads to the field of a question; absent where nobody may answer it. */
  onAnswer?: (path: QuestionPath) => void;
  /** Shows a draft with an answer more; absent where it is no draft of the person. */
  onAnswered?: () => void;
  onSelect: (section: 'quantities' | 'risks' | 'why') => void;
}) {
  const { assessment, predictions = [] } = props;
  const { onAnswer, onAnswered, onSelect } = props;
  const t = useTexts(assessmentTexts);
  const { advice } = assessment;
  const answer = toAnswer(assessment);
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
        <Figures
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

/** What speaks for and against a pattern or a placement. */
function ForAndAgainst(props: {
  ranked: Ranked<Subject>[];
  answer: {
    kind: string;
    subject: Subject;
    other?: Subject;
    isDecided: boolean;
  };
  /** One of two axes: what it is about, and two points on each side. */
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

/** What would change the pattern, and where there is a language model what would move it, by turns. */
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

const ranks: Risk['severity'][] = ['high', 'medium', 'low'];

/** The figures of the pattern that the page is about, and of where its language model runs. */
function Figures(props: {
  advice: Advice;
  answer: Answer;
  placed?: PlacementAnswer;
  predictions: Prediction[];
  onSelect: (section: 'quantities' | 'risks') => void;
}) {
  const { advice, answer, placed, predictions, onSelect } = props;
  const { languageModel } = advice;
  const findPrediction = (quantity: Prediction['quantity']) =>
    predictions.find(found => found.quantity === quantity);
  const t = useTexts(assessmentTexts);
  const titles = useTitles();
  const others =
    new Set(advice.risks.map(({ id, subject }) => `${id} ${subject.pattern}`))
      .size - 1;
  const worst = ranks
    .map(rank => advice.risks.find(({ severity }) => severity === rank))
    .find(found => found !== undefined);
  return (
    <AssessmentCard
      title={
        answer.kind === 'open' || placed
          ? t('cards.figures')
          : t('cards.figuresOf', { pattern: titles.pattern(answer.pattern) })
      }
    >
      <dl className={styles.figures}>
        {placed && languageModel && (
          <>
            <div>
              <dt>{t('cards.model')}</dt>
              <dd>
                <ModelCostOf languageModel={languageModel} answer={placed} />
              </dd>
            </div>
            <div>
              <dt>{t('cards.p95')}</dt>
              <dd>
                <ModelLatencyOf
                  languageModel={languageModel}
                  answer={placed}
                  measured={findPrediction('p95')?.value}
                />
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>{t(placed ? 'cards.application' : 'cards.cost')}</dt>
          <dd>
            <CostOf
              advice={advice}
              answer={answer}
              // What is measured is the cost of all of it, and that of the model is told apart.
              cameOf={placed ? undefined : findPrediction('cost')}
              hidesBreakEven={placed !== undefined}
            />
          </dd>
        </div>
        {!placed && (
          <div>
            <dt>{t('cards.p99')}</dt>
            <dd>
              <LatencyOf
                advice={advice}
                answer={answer}
                cameOf={findPrediction('p99')}
              />
            </dd>
          </div>
        )}
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
    </AssessmentCard>
  );
}

function CostOf(props: {
  advice: Advice;
  answer: Answer;
  cameOf?: Prediction;
  /** Where its requests would be taken for tokens. */
  hidesBreakEven: boolean;
}) {
  const { answer, cameOf, hidesBreakEven } = props;
  const { perPattern, breakEvenRequestsPerMonth } = props.advice.cost;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  const breakEven = !hidesBreakEven &&
    breakEvenRequestsPerMonth !== undefined && (
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
      <CameOf prediction={cameOf} />
      {cameOf && breakEven && ' ·'} {breakEven}
    </>
  ) : (
    t('cards.missing', { question: titles.field(cost.missing[0]) })
  );
}

/** What came of the number before it; nothing while that is not measured. */
function CameOf(props: { prediction?: Prediction }) {
  const { prediction } = props;
  const t = useTexts(assessmentTexts);
  return (
    prediction && (
      <Text as="span" color="secondary" variant="body-small">
        {t('cards.measured', {
          value: formatMeasure(prediction.value, prediction.unit),
        })}
      </Text>
    )
  );
}

/** Whether a latency is as required; what is measured has the last word. */
function RequirementChip(props: {
  /** Seconds. */
  requirement?: number;
  /** As predicted. */
  meets?: boolean;
  /** Seconds; absent while it is not measured. */
  measured?: number;
}) {
  const { requirement, meets, measured } = props;
  const t = useTexts(assessmentTexts, advisorTexts);
  if (requirement === undefined || meets === undefined) {
    return null;
  }
  const seconds = { requirement: formatSeconds(requirement) };
  const isMet = measured === undefined ? meets : measured <= requirement;
  if (isMet !== meets) {
    return (
      <StatusChip tone={isMet ? 'neutral' : 'warning'}>
        {t(isMet ? 'cards.measuredMeets' : 'cards.measuredMisses', seconds)}
      </StatusChip>
    );
  }
  return (
    <StatusChip tone={meets ? 'success' : 'danger'}>
      {t(meets ? 'latency.meets' : 'latency.misses', seconds)}
    </StatusChip>
  );
}

/** What the language model costs where it runs. */
function ModelCostOf(props: {
  languageModel: LanguageModelAdvice;
  answer: PlacementAnswer;
}) {
  const { languageModel, answer } = props;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  if (!isNamed(answer)) {
    return t(answer.kind === 'open' ? 'cards.open' : 'cards.notPossible');
  }
  const cost = languageModel.cost.perPlacement[answer.placement];
  switch (cost.status) {
    case 'unknown':
      return t('cards.missing', { question: titles.field(cost.missing[0]) });
    case 'impossible':
      return t('cards.notPossible');
    default:
      return (
        <b>{t('cards.perMonth', { cost: formatUsd(cost.monthly.mid) })}</b>
      );
  }
}

/** How fast the language model answers where it runs. */
function ModelLatencyOf(props: {
  languageModel: LanguageModelAdvice;
  answer: PlacementAnswer;
  /** The p95 of the whole response, with the application; seconds. */
  measured?: number;
}) {
  const { languageModel, answer, measured } = props;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  if (!isNamed(answer)) {
    return t(answer.kind === 'open' ? 'cards.open' : 'cards.notPossible');
  }
  const latency = languageModel.latency.perPlacement[answer.placement];
  switch (latency.status) {
    case 'unknown':
      return t('cards.missing', { question: titles.field(latency.missing[0]) });
    case 'impossible':
      return t('cards.notPossible');
    default: {
      const { requirement, meetsRequirement, response, firstToken } = latency;
      const isWhole = requirement?.of === 'response';
      return (
        <>
          <b>{formatSeconds((isWhole ? response : firstToken).p95)}</b>{' '}
          {t(isWhole ? 'cards.response' : 'cards.firstToken')}{' '}
          <RequirementChip
            requirement={requirement?.seconds}
            meets={meetsRequirement}
            measured={isWhole ? measured : undefined}
          />
        </>
      );
    }
  }
}

function LatencyOf(props: {
  advice: Advice;
  answer: Answer;
  cameOf?: Prediction;
}) {
  const { answer, cameOf } = props;
  const { perPattern } = props.advice.latency;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
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
      <b>{formatSeconds(p99)}</b> <CameOf prediction={cameOf} />{' '}
      <RequirementChip
        requirement={requirement}
        meets={meetsRequirement}
        measured={cameOf?.value}
      />
    </>
  );
}
