import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import {
  NumberFlip,
  Question,
  WeightFlip,
} from '@paved-road/plugin-paved-road-common';
import { ReactNode } from 'react';
import { formatAlternatives, formatQuantity } from '../../components/formats';
import { useModel, useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { FlipRow } from './flipRows';

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
  const isWhole = question?.answer.kind === 'number' && question.answer.integer;
  return (
    <Condition
      isShort={props.isShort}
      today={current === undefined ? undefined : formatQuantity(current)}
    >
      {t(`flips.number.${isWhole ? 'whole' : 'any'}.${direction}`, {
        question: titles.field(path),
        threshold: <b>{formatQuantity(threshold)}</b>,
        unit,
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
  return (
    <Condition
      isShort={props.isShort}
      today={flip.current === undefined ? undefined : labelOf(flip.current)}
    >
      {t('flips.answer', {
        question: titles.field(flip.path),
        answers: <b>{formatAlternatives(values.map(labelOf))}</b>,
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
