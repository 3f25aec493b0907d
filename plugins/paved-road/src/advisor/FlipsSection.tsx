import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import {
  Advice,
  AnswerFlip,
  NumberFlip,
  Question,
  WeightFlip,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode, useState } from 'react';
import { DataColumn, DataTable } from '../components/DataTable';
import { MoreButton } from '../components/MoreButton';
import { Section } from '../components/Section';
import { StatusChip } from '../components/StatusChip';
import { formatAlternatives, formatQuantity } from '../components/formats';
import { useModel, useTitles } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import styles from './advisor.module.css';

const shownAtFirst = 7;

/** The numbers, answers and weights that would change the recommendation. */
export function FlipsSection(props: { advice: Advice }) {
  const { flips, recommendation } = props.advice;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [showsAll, setShowsAll] = useState(false);
  const rows = flipRows(flips);
  const rest = rows.length - shownAtFirst;
  const isHybrid = recommendation.pattern === 'hybrid';
  const columns: DataColumn<FlipRow>[] = [
    {
      id: 'if',
      label: t('flips.if'),
      cell: row => <FlipCondition row={row} />,
    },
    {
      id: 'then',
      label: t('flips.then'),
      cell: row => <Outcome row={row} isHybrid={isHybrid} />,
    },
  ];
  return (
    <Section
      title={t('flips.title')}
      actions={
        recommendation.tooClose && (
          <StatusChip tone="warning">
            {t(
              recommendation.verdict
                ? 'verdict.word.close'
                : 'margin.earlier.tooCloseTitle',
            )}
          </StatusChip>
        )
      }
    >
      <Flex direction="column" gap="3">
        {rows.length === 0 ? (
          <Text as="p">{t('flips.none')}</Text>
        ) : (
          <DataTable
            isCompact
            label={t('flips.title')}
            columns={columns}
            rows={showsAll ? rows : rows.slice(0, shownAtFirst)}
            getKey={({ kind, id }) => `${kind} ${id}`}
          />
        )}
        {rest > 0 && (
          <MoreButton
            isExpanded={showsAll}
            more={t('flips.more', { count: rest })}
            fewer={t('flips.fewer')}
            onChange={setShowsAll}
          />
        )}
        {flips.without.length > 0 && <Without paths={flips.without} />}
      </Flex>
    </Section>
  );
}

function Outcome(props: { row: FlipRow; isHybrid: boolean }) {
  const { row, isHybrid } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const core = titles.pattern(row.flip.core);
  if (row.kind === 'weight') {
    return isHybrid ? t('flips.core', { core }) : core;
  }
  const { pattern, background } = row.flip;
  return background
    ? t('flips.composition', {
        pattern: titles.pattern(pattern),
        core,
        background: titles.pattern(background),
      })
    : titles.pattern(pattern);
}

/** The questions to which no other answer changes anything; nobody needs to argue about them. */
function Without(props: { paths: string[] }) {
  const { paths } = props;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <details className={styles.without}>
      <summary>{t('flips.without', { count: paths.length })}</summary>
      {paths.map(titles.field).join(' · ')}
    </details>
  );
}

/** What would have to be otherwise, and what it is today. */
export function FlipCondition(props: {
  row: FlipRow;
  /** Without what it is today. */
  isShort?: boolean;
}) {
  const { row, isShort } = props;
  switch (row.kind) {
    case 'number':
      return <NumberCondition flip={row.flip} isShort={isShort} />;
    case 'answers':
      return <AnswerCondition row={row} isShort={isShort} />;
    default:
      return <WeightCondition flip={row.flip} isShort={isShort} />;
  }
}

const useQuestion = (path: string): Question | undefined =>
  useModel().questions.find(question => question.path === path);

function NumberCondition(props: { flip: NumberFlip; isShort?: boolean }) {
  const { path, threshold, direction, unit, current } = props.flip;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const question = useQuestion(path);
  // The title of a question for a whole number already says of what.
  const isWhole = question?.answer.kind === 'number' && question.answer.integer;
  const parts = {
    question: titles.field(path),
    threshold: <b>{formatQuantity(threshold)}</b>,
  };
  return (
    <Condition
      isShort={props.isShort}
      today={current === undefined ? undefined : formatQuantity(current)}
    >
      {isWhole
        ? t(`flips.number.whole.${direction}`, parts)
        : t(`flips.number.any.${direction}`, {
            ...parts,
            unit,
            count: threshold,
          })}
    </Condition>
  );
}

function AnswerCondition(props: {
  row: Extract<FlipRow, { kind: 'answers' }>;
  isShort?: boolean;
}) {
  const { flip, values } = props.row;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const question = useQuestion(flip.path);
  const labelOf = (value: string | number) =>
    question?.answer.kind === 'choice'
      ? (question.answer.options.find(option => option.value === value)
          ?.label ?? String(value))
      : String(value);
  const labels = values.map(labelOf);
  const shown =
    props.isShort && labels.length > 1
      ? [labels[0], t('flips.others', { count: labels.length - 1 })]
      : labels;
  return (
    <Condition
      isShort={props.isShort}
      today={flip.current === undefined ? undefined : labelOf(flip.current)}
    >
      {t('flips.answer', {
        question: titles.field(flip.path),
        answers: <b>{formatAlternatives(shown)}</b>,
      })}
    </Condition>
  );
}

function WeightCondition(props: { flip: WeightFlip; isShort?: boolean }) {
  const { criterion, threshold, direction, current } = props.flip;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Condition isShort={props.isShort} today={formatQuantity(current)}>
      {t(threshold === 0 ? 'flips.weight.zero' : `flips.weight.${direction}`, {
        criterion: titles.criterion(criterion),
        threshold: <b>{formatQuantity(threshold)}</b>,
      })}
    </Condition>
  );
}

/** @param props - today is what holds today; absent while it is open */
function Condition(props: {
  today?: string;
  isShort?: boolean;
  children: ReactNode;
}) {
  const { today, isShort, children } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return isShort ? (
    <>{children}</>
  ) : (
    <>
      {children}{' '}
      <Text as="span" color="secondary" variant="body-small">
        {today === undefined ? t('flips.open') : t('flips.today', { today })}
      </Text>
    </>
  );
}

/** What would change the recommendation: a number, some answers to one question, or a weight. */
type FlipRow =
  | { kind: 'number'; id: string; flip: NumberFlip }
  | {
      kind: 'answers';
      id: string;
      /** The first of the flips; they differ in their value only. */
      flip: AnswerFlip;
      values: AnswerFlip['value'][];
    }
  | { kind: 'weight'; id: string; flip: WeightFlip };

const outcomeKey = ({ path, pattern, core, background }: AnswerFlip) =>
  [path, pattern, core, background].join(' ');

/** Numbers first, then answers, then weights; answers to one question that lead to the same share a row. */
export function flipRows({ answers, numbers, weights }: Advice['flips']) {
  const rows: FlipRow[] = [
    ...numbers.map((flip): FlipRow => ({
      kind: 'number',
      id: `${flip.path} ${flip.direction}`,
      flip,
    })),
    ...[...Map.groupBy(answers, outcomeKey)].map(([id, flips]): FlipRow => ({
      kind: 'answers',
      id,
      flip: flips[0],
      values: flips.map(({ value }) => value),
    })),
    ...weights.map((flip): FlipRow => ({
      kind: 'weight',
      id: `${flip.criterion} ${flip.direction}`,
      flip,
    })),
  ];
  return rows;
}
