import { Alert, Flex, Text } from '@backstage/ui';
import LinearProgress from '@material-ui/core/LinearProgress';
import {
  Advice,
  AdviceRequestInput,
  Flips,
  Remark,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import {
  filterAskedQuestions,
  isOptional,
  mayRunModel,
} from '@paved-road/plugin-paved-road-common/advisor';
import { profileSchema } from '@paved-road/plugin-paved-road-common/schemas';
import { ReactNode, useId } from 'react';
import {
  classifyRecommendation,
  ConfidenceMeter,
  DecidingQuestions,
  Headline,
  isPlaced,
  MarginText,
  classifyPlacement,
  PlacementBars,
  PlacementConfidence,
  PlacementVetoes,
  RankingBars,
  RequirementsToRelax,
  Vetoes,
} from '../advice';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Loading } from '../../ui/components/Loading';
import { Section } from '../../ui/components/Section';
import { LiveAdvice } from '../../data/model/useAdvice';
import { useModel } from '../../ui/model';
import { formTexts } from './texts';
import { advisorTexts } from '../advice/texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './form.module.css';
import { toAnswers } from './answers';
import { FormStep } from './formState';

/** The result of the answers so far. */
export function LiveResult(props: {
  result: LiveAdvice;
  /** Remarks on answers whose fields are not visible. */
  notices: Remark[];
  /** Leads to the field of a question. */
  onAnswer: (path: QuestionPath) => void;
  /** Shown below the recommendation. */
  children?: ReactNode;
  /** Reasons for the result; by default, the first changes that would change it. */
  reasons?: ReactNode;
  /** The same page explains the result, with its limits and what would change it. */
  isExplained?: boolean;
}) {
  const { result, notices, reasons, isExplained, onAnswer, children } = props;
  const { advice, isPending, error, retry } = result;
  const t = useTexts(formTexts, advisorTexts);
  const hasRecommendation =
    advice && classifyRecommendation(advice).kind !== 'none';
  const isPlacementOpen =
    advice?.languageModel &&
    classifyPlacement(advice.languageModel).kind === 'none';
  return (
    <Section title={t('live.title')}>
      <Flex direction="column" gap="4">
        {error && (
          <ErrorAlert error={error} title={t('live.failed')} onRetry={retry} />
        )}
        <div role="status" aria-busy={isPending} className={styles.result}>
          {advice ? (
            <Flex direction="column" gap="2">
              <Headline advice={advice} />
            </Flex>
          ) : (
            !isPending && !error && <Text as="p">{t('live.empty')}</Text>
          )}
          {isPending && !advice && <Loading label={t('live.pending')} />}
        </div>
        {advice && !hasRecommendation && (
          <DecidingQuestions open={advice.confidence} onAnswer={onAnswer} />
        )}
        {hasRecommendation && isPlacementOpen && (
          <DecidingQuestions open={advice.languageModel} onAnswer={onAnswer} />
        )}
        {children}
        {advice && (
          <>
            {isPlaced(advice) && (
              <Axis title={t('placement.axis')}>
                <PlacementConfidence languageModel={advice.languageModel} />
                <PlacementBars advice={advice} />
                <RequirementsToRelax
                  isBrief
                  languageModel={advice.languageModel}
                  onAnswer={onAnswer}
                />
                {!isExplained && <PlacementVetoes advice={advice} />}
              </Axis>
            )}
            <Axis
              title={
                isPlaced(advice) ? t('placement.applicationAxis') : undefined
              }
            >
              <ConfidenceMeter advice={advice} />
              <RankingBars advice={advice} />
              {!isExplained && (
                <>
                  <MarginText advice={advice} />
                  <Vetoes advice={advice} />
                  {hasRecommendation &&
                    (reasons ?? <FirstFlips flips={advice.flips} />)}
                </>
              )}
            </Axis>
          </>
        )}
        <AnswerNotices notices={notices} />
        {(advice || (!isPending && !error)) && (
          <CompletenessBar advice={advice} request={result.adviceRequest} />
        )}
      </Flex>
    </Section>
  );
}

/** Content of one of two axes for workloads with a language model; just the content for others. */
function Axis(props: { title: string | undefined; children: ReactNode }) {
  const { title, children } = props;
  return title ? (
    <div role="group" aria-label={title}>
      <Flex direction="column" gap="3">
        <Text as="h4" variant="body-medium" weight="bold">
          {title}
        </Text>
        {children}
      </Flex>
    </div>
  ) : (
    <>{children}</>
  );
}

const shown = 3;

/** The first changes that would change the answer; the full result has all. */
function FirstFlips(props: { flips: Flips }) {
  const { numbers, answers, weights } = props.flips;
  const headingId = useId();
  const t = useTexts(formTexts);
  const texts = [...numbers, ...answers, ...weights]
    .slice(0, shown)
    .map(({ text }) => text);
  if (texts.length === 0) {
    return null;
  }
  return (
    <div>
      <Text as="h4" id={headingId} variant="body-medium" weight="bold">
        {t('live.flips')}
      </Text>
      <ul className={styles.flips} aria-labelledby={headingId}>
        {texts.map(text => (
          <li key={text}>
            <Text as="span">{text}</Text>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Number of answered questions; optional questions count only once they are answered. */
function CompletenessBar(props: {
  /** Absent without answers. */
  advice?: Advice;
  /** The request that the advice answers. */
  request?: AdviceRequestInput;
}) {
  const { advice, request } = props;
  const { profile = {}, decision } = request ?? {};
  const model = useModel();
  const t = useTexts(formTexts);
  const answers = toAnswers(profileSchema.parse(profile), model.questions);
  const questions = filterAskedQuestions(
    model.questions,
    answers,
    mayRunModel(
      advice,
      typeof decision === 'object' ? decision.placement : undefined,
    ),
  );
  const answered = questions.filter(
    ({ path }) => answers[path] !== undefined,
  ).length;
  // The placement settles some answers, so they are not missing.
  const unanswered = advice?.unanswered ?? questions.map(({ path }) => path);
  const total = answered + unanswered.filter(path => !isOptional(path)).length;
  const text = t('live.completeness', {
    answered: String(answered),
    total: String(total),
  });
  return (
    <Flex direction="column" gap="1">
      <Text as="p" color="secondary" variant="body-small">
        {text}
      </Text>
      <LinearProgress
        variant="determinate"
        value={(100 * answered) / total}
        aria-label={text}
      />
    </Flex>
  );
}

/** Remarks on contradictory or unusual answers, and on assumptions. */
export function AnswerNotices(props: { notices: Remark[] }) {
  return (
    <>
      {props.notices.map(({ id, text }) => (
        <Alert
          key={`${id} ${text}`}
          role="status"
          icon
          status="warning"
          description={text}
        />
      ))}
    </>
  );
}

/** Remarks on answers outside the current step. */
export function noticesBeyond(
  step: FormStep,
  notices: Remark[] | undefined,
  asked: readonly Question[],
): Remark[] {
  const inSight: string[] = asked
    .filter(question => question.step === step)
    .map(({ path }) => path);
  return (notices ?? []).filter(
    ({ fields }) => !fields.some(field => inSight.includes(field)),
  );
}

/** Questions with the result next to them, if there is room. */
export function FormLayout(props: { aside: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.container}>
      <div className={styles.layout}>
        {props.children}
        <div className={styles.aside}>{props.aside}</div>
      </div>
    </div>
  );
}
