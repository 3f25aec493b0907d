import { Text } from '@backstage/ui';
import {
  AnswerFlip,
  NumberFlip,
  PlacementNumberFlip,
  Question,
  WeightFlip,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import {
  formatAlternatives,
  formatMeasure,
  formatQuantity,
} from '../../ui/formats';
import { useModel, useTitles } from '../../ui/model';
import { SubjectTitle } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AnyFlipRow } from './flipRows';

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
      <Text color="secondary" variant="body-small">
        {today === undefined ? t('flips.open') : t('flips.today', { today })}
      </Text>
    </>
  );
}

export function FlipOutcome(props: {
  row: AnyFlipRow;
  /** Names background work next to the pattern. */
  isShort?: boolean;
}) {
  const { row, isShort } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  if ('placement' in row.flip) {
    return <SubjectTitle subject={row.flip.placement} />;
  }
  if (row.kind === 'weight') {
    return <SubjectTitle subject={row.flip.core} />;
  }
  const { pattern, core, background } = row.flip as AnswerFlip | NumberFlip;
  return background && !isShort ? (
    t('flips.composition', {
      pattern: titles.pattern(pattern),
      core: titles.pattern(core),
      background: titles.pattern(background),
    })
  ) : (
    <SubjectTitle subject={pattern} />
  );
}
