import { Text } from '@backstage/ui';
import {
  Advice,
  CostEstimate,
  LanguageModelAdvice,
  LatencyEstimate,
  Prediction,
  Risk,
} from '@paved-road/plugin-paved-road-common';
import { getComparedLatency } from '@paved-road/plugin-paved-road-common/advisor';
import {
  formatMeasure,
  formatSeconds,
  formatShortNumber,
  formatUsd,
} from '../../ui/formats';
import { SeverityChip } from '../../ui/components/SeverityChip';
import { StatusChip } from '../../ui/components/StatusChip';
import { useTitles } from '../../ui/model';
import { assessmentTexts } from './texts';
import { AdviceCard } from '../../features/advice';
import { advisorTexts } from '../../features/advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  Answer,
  isNamed,
  PlacementAnswer,
} from '../../features/decision/answer';
import { SmallButton } from '../../ui/components/SmallButton';
import styles from './assessment.module.css';

const ranks: Risk['severity'][] = ['high', 'medium', 'low'];

/** Key figures of the pattern and of the language model. */
export function KeyFigures(props: {
  advice: Advice;
  answer: Answer;
  placed?: PlacementAnswer;
  predictions: Prediction[];
  onSelect: (section: 'quantities' | 'risks') => void;
}) {
  const { advice, answer, placed, predictions, onSelect } = props;
  const { languageModel } = advice;
  const findMeasuredFigure = (quantity: Prediction['quantity']) =>
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
    <AdviceCard
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
                <ModelCost languageModel={languageModel} answer={placed} />
              </dd>
            </div>
            <div>
              <dt>{t('cards.p95')}</dt>
              <dd>
                <ModelLatency
                  languageModel={languageModel}
                  answer={placed}
                  measured={findMeasuredFigure('p95')?.value}
                />
              </dd>
            </div>
          </>
        )}
        <div>
          <dt>{t(placed ? 'cards.application' : 'cards.cost')}</dt>
          <dd>
            <PatternCost
              advice={advice}
              answer={answer}
              // The measured cost includes the model, which has its own line here.
              measured={placed ? undefined : findMeasuredFigure('cost')}
              hidesBreakEven={placed !== undefined}
            />
          </dd>
        </div>
        {!placed && (
          <div>
            <dt>{t('cards.p99')}</dt>
            <dd>
              <PatternLatency
                advice={advice}
                answer={answer}
                measured={findMeasuredFigure('p99')}
              />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('cards.risks')}</dt>
          <dd>
            {worst ? (
              <SmallButton
                variant="tertiary"
                className={`${styles.toSection} ${styles.toRisks}`}
                onPress={() => onSelect('risks')}
              >
                {worst.title}
                <SeverityChip severity={worst.severity} />
                {others > 0 && (
                  <span style={{ whiteSpace: 'nowrap' }}>
                    {t('cards.otherRisks', { count: others })}
                  </span>
                )}
              </SmallButton>
            ) : (
              t('cards.noRisks')
            )}
          </dd>
        </div>
      </dl>
    </AdviceCard>
  );
}

function PatternCost(props: {
  advice: Advice;
  answer: Answer;
  measured?: Prediction;
  /** Set if the reader could mistake requests for tokens. */
  hidesBreakEven: boolean;
}) {
  const { answer, measured, hidesBreakEven } = props;
  const { perPattern, breakEvenRequestsPerMonth } = props.advice.cost;
  const relax = props.advice.languageModel?.relax;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  const breakEven = !hidesBreakEven &&
    breakEvenRequestsPerMonth !== undefined && (
      <Text color="secondary" variant="body-small">
        {t('cards.breakEven', {
          requests: formatShortNumber(breakEvenRequestsPerMonth),
        })}
      </Text>
    );
  if (answer.kind === 'open') {
    return breakEven || t('cards.open');
  }
  const cost: CostEstimate | undefined =
    perPattern[answer.pattern] ?? perPattern[answer.core];
  if (!cost) {
    return t('cards.gone');
  }
  return cost.status === 'estimated' ? (
    <>
      <b>{t('cards.perMonth', { cost: formatUsd(cost.monthly.mid) })}</b>{' '}
      <MeasuredValue prediction={measured} />
      {measured && breakEven && ' ·'} {breakEven}
    </>
  ) : (
    t(relax ? 'cards.toChange' : 'cards.missing', {
      question: titles.field(relax?.[0].field ?? cost.missing[0]),
    })
  );
}

/** The measured value next to its prediction, if available. */
function MeasuredValue(props: { prediction?: Prediction }) {
  const { prediction } = props;
  const t = useTexts(assessmentTexts);
  return (
    prediction && (
      <Text color="secondary" variant="body-small">
        {t('cards.measured', {
          value: formatMeasure(prediction.value, prediction.unit),
        })}
      </Text>
    )
  );
}

/** Whether a latency meets its requirement; a measured value overrides the prediction. */
function RequirementChip(props: {
  /** Seconds. */
  requirement?: number;
  /** As predicted. */
  meets?: boolean;
  /** What is compared with the requirement. */
  percentile: 'p95' | 'p99';
  /** Seconds; absent while it is not measured. */
  measured?: number;
}) {
  const { requirement, meets, percentile, measured } = props;
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
      {t(meets ? 'latency.meets' : 'latency.misses', {
        requirement: t('latency.required', {
          percentile,
          seconds: seconds.requirement,
        }),
      })}
    </StatusChip>
  );
}

function ModelCost(props: {
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

function ModelLatency(props: {
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
      const { kind, p95 } = getComparedLatency(latency);
      return (
        <>
          <b>{formatSeconds(p95)}</b> {t(`cards.latency.${kind}`)}{' '}
          <RequirementChip
            requirement={latency.requirement?.seconds}
            meets={latency.meetsRequirement}
            percentile="p95"
            measured={kind === 'response' ? measured : undefined}
          />
        </>
      );
    }
  }
}

function PatternLatency(props: {
  advice: Advice;
  answer: Answer;
  measured?: Prediction;
}) {
  const { answer, measured } = props;
  const { perPattern } = props.advice.latency;
  const titles = useTitles();
  const t = useTexts(assessmentTexts);
  if (answer.kind === 'open') {
    return t('cards.open');
  }
  const latency: LatencyEstimate | undefined =
    perPattern[answer.pattern] ?? perPattern[answer.core];
  if (!latency) {
    return t('cards.gone');
  }
  if (latency.status === 'unknown') {
    return t('cards.missing', { question: titles.field(latency.missing[0]) });
  }
  const { p99, requirement, meetsRequirement } = latency;
  return (
    <>
      <b>{formatSeconds(p99)}</b> <MeasuredValue prediction={measured} />{' '}
      <RequirementChip
        requirement={requirement}
        meets={meetsRequirement}
        percentile="p99"
        measured={measured?.value}
      />
    </>
  );
}
