import { Flex, Text } from '@backstage/ui';
import {
  Advice,
  AnswerFlip,
  LanguageModelAdvice,
  NumberFlip,
  PlacementAnswerFlip,
  PlacementNumberFlip,
  Question,
  WeightFlip,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode, useState } from 'react';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { MoreButton } from '../../ui/components/MoreButton';
import { Section } from '../../ui/components/Section';
import { StatusChip } from '../../ui/components/StatusChip';
import {
  formatAlternatives,
  formatMeasure,
  formatQuantity,
} from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { PlacementTitle } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';

const shownAtFirst = 7;

/** The numbers, answers and weights that would change the recommendation. */
export function FlipsSection(props: { advice: Advice }) {
  const { flips, recommendation } = props.advice;
  const t = useTexts(advisorTexts);
  const isHybrid = recommendation.pattern === 'hybrid';
  return (
    <Section
      title={t('flips.title')}
      actions={
        recommendation.tooClose && (
          <StatusChip tone="warning">{t('verdict.word.close')}</StatusChip>
        )
      }
    >
      <FlipTable
        label={t('flips.title')}
        rows={flipRows(flips)}
        outcome={(row: FlipRow) => <Outcome row={row} isHybrid={isHybrid} />}
        none={t('flips.none')}
        without={flips.without}
      />
    </Section>
  );
}

/** The answers and numbers that would change where the language model runs. */
export function PlacementFlipsSection(props: {
  languageModel: LanguageModelAdvice;
}) {
  const { flips } = props.languageModel;
  const t = useTexts(advisorTexts);
  return (
    <Section title={t('placement.flips.title')}>
      <FlipTable
        label={t('placement.flips.title')}
        rows={placementFlipRows(flips)}
        outcome={({ flip }) => <PlacementTitle placement={flip.placement} />}
        none={t('placement.flips.none')}
        without={flips.without}
      />
    </Section>
  );
}

function FlipTable<R extends AnyFlipRow>(props: {
  label: string;
  rows: R[];
  /** Shows the result after the flip. */
  outcome: (row: R) => ReactNode;
  none: string;
  /** Paths of questions whose answers change nothing. */
  without: string[];
}) {
  const { label, rows, outcome, none, without } = props;
  const t = useTexts(advisorTexts);
  const [showsAll, setShowsAll] = useState(false);
  const rest = rows.length - shownAtFirst;
  const columns: DataColumn<R>[] = [
    {
      id: 'if',
      label: t('flips.if'),
      cell: row => <FlipCondition row={row} />,
    },
    {
      id: 'then',
      label: t('flips.then'),
      cell: outcome,
    },
  ];
  return (
    <Flex direction="column" gap="3">
      {rows.length === 0 ? (
        <Text as="p">{none}</Text>
      ) : (
        <DataTable
          isCompact
          label={label}
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
      {without.length > 0 && <Without paths={without} />}
    </Flex>
  );
}

function Outcome(props: { row: FlipRow; isHybrid: boolean }) {
  const { row, isHybrid } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
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

/** Questions whose answers don't affect the result. */
function Without(props: { paths: string[] }) {
  const { paths } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <details className={styles.without}>
      <summary>{t('flips.without', { count: paths.length })}</summary>
      {paths.map(titles.field).join(' · ')}
    </details>
  );
}

/** The condition of a flip, with the current value. */
export function FlipCondition(props: {
  row: AnyFlipRow;
  /** Omits the current value. */
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

function NumberCondition(props: {
  flip: NumberFlip | PlacementNumberFlip;
  isShort?: boolean;
}) {
  const { path, threshold, direction, unit, current } = props.flip;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const question = useQuestion(path);
  // Titles of whole-number questions already include the unit.
  const isWhole = question?.answer.kind === 'number' && question.answer.integer;
  const isTime = unit === 'ms' || unit === 's';
  const format = (value: number) =>
    isTime ? formatMeasure(value, unit) : formatQuantity(value);
  const parts = {
    question: titles.field(path),
    threshold: <b>{format(threshold)}</b>,
  };
  return (
    <Condition
      isShort={props.isShort}
      today={current === undefined ? undefined : format(current)}
    >
      {isTime || isWhole
        ? t(`flips.number.${isTime ? 'measure' : 'whole'}.${direction}`, parts)
        : t(`flips.number.any.${direction}`, {
            ...parts,
            unit,
            count: threshold,
          })}
    </Condition>
  );
}

function AnswerCondition(props: {
  row: Extract<AnyFlipRow, { kind: 'answers' }>;
  isShort?: boolean;
}) {
  const { flip, values } = props.row;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const question = useQuestion(flip.path);
  const formatAnswerValue = (value: string | number) =>
    question?.answer.kind === 'choice'
      ? (question.answer.options.find(option => option.value === value)
          ?.label ?? String(value))
      : String(value);
  const labels = values.map(formatAnswerValue);
  const shown =
    props.isShort && labels.length > 1
      ? [labels[0], t('flips.others', { count: labels.length - 1 })]
      : labels;
  return (
    <Condition
      isShort={props.isShort}
      today={
        flip.current === undefined ? undefined : formatAnswerValue(flip.current)
      }
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
  const t = useTexts(advisorTexts);
  return (
    <Condition isShort={props.isShort} today={formatQuantity(current)}>
      {t(threshold === 0 ? 'flips.weight.zero' : `flips.weight.${direction}`, {
        criterion: titles.criterion(criterion),
        threshold: <b>{formatQuantity(threshold)}</b>,
      })}
    </Condition>
  );
}

/** @param props - `today` is the current value; absent if unanswered */
function Condition(props: {
  today?: string;
  isShort?: boolean;
  children: ReactNode;
}) {
  const { today, isShort, children } = props;
  const t = useTexts(advisorTexts);
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

/** A number, or some answers to one question. */
type AnswerRow<N, A> =
  | { kind: 'number'; id: string; flip: N }
  | {
      kind: 'answers';
      id: string;
      /** The first of the flips; they differ in their value only. */
      flip: A;
      values: (string | number)[];
    };

/** What would change the recommended pattern: a number, some answers to one question, or a weight. */
export type FlipRow =
  | AnswerRow<NumberFlip, AnswerFlip>
  | { kind: 'weight'; id: string; flip: WeightFlip };

/** What would change where the language model runs. */
export type PlacementFlipRow = AnswerRow<
  PlacementNumberFlip,
  PlacementAnswerFlip
>;

type AnyFlipRow = FlipRow | PlacementFlipRow;

/** Numbers first, then answers; answers to one question that lead to the same share a row. */
function answerRows<
  N extends { path: string; direction: string },
  A extends { value: string | number },
>(numbers: N[], answers: A[], outcomeKey: (flip: A) => string) {
  const rows: AnswerRow<N, A>[] = [
    ...numbers.map((flip): AnswerRow<N, A> => ({
      kind: 'number',
      id: `${flip.path} ${flip.direction}`,
      flip,
    })),
    ...[...Map.groupBy(answers, outcomeKey)].map(
      ([id, flips]): AnswerRow<N, A> => ({
        kind: 'answers',
        id,
        flip: flips[0],
        values: flips.map(({ value }) => value),
      }),
    ),
  ];
  return rows;
}

/** Numbers first, then answers. */
export function placementFlipRows({
  answers,
  numbers,
}: LanguageModelAdvice['flips']): PlacementFlipRow[] {
  return answerRows(numbers, answers, ({ path, placement }) =>
    [path, placement].join(' '),
  );
}

/** Numbers first, then answers, then weights. */
export function flipRows({ answers, numbers, weights }: Advice['flips']) {
  const rows: FlipRow[] = [
    ...answerRows(numbers, answers, ({ path, pattern, core, background }) =>
      [path, pattern, core, background].join(' '),
    ),
    ...weights.map((flip): FlipRow => ({
      kind: 'weight',
      id: `${flip.criterion} ${flip.direction}`,
      flip,
    })),
  ];
  return rows;
}
