import { Text } from '@backstage/ui';
import { MeasuredCondition } from '@paved-road/plugin-paved-road-common';
import { RiQuestionLine, RiTimeLine } from '@remixicon/react';
import { ComponentProps } from 'react';
import { useTexts } from '../texts/useTexts';
import {
  formatBesideOther,
  formatDate,
  formatMeasure,
  isCounted,
} from '../formats';
import { StatusChip } from './StatusChip';
import { componentsTexts } from './texts';

const looks: Record<
  MeasuredCondition['state'],
  Pick<ComponentProps<typeof StatusChip>, 'tone' | 'icon'>
> = {
  reached: { tone: 'warning' },
  near: { tone: 'warning', icon: RiTimeLine },
  'not-yet': { tone: 'neutral', icon: RiTimeLine },
  'not-measured': { tone: 'neutral', icon: RiQuestionLine },
};

/** The value that reaches the threshold; for counts, "above 1" means 2. */
export const reachedAt = ({
  threshold,
  unit = '',
}: MeasuredCondition): number | undefined =>
  threshold !== undefined && isCounted(unit) ? threshold + 1 : threshold;

/** State of a condition with its measured value. */
export function ConditionState(props: { condition: MeasuredCondition }) {
  const { state, since, beforeApproval, value, unit = '' } = props.condition;
  const t = useTexts(componentsTexts);
  const threshold = reachedAt(props.condition);
  const sinceText = (at: string) =>
    beforeApproval
      ? t('measured.reachedBefore')
      : t('measured.reachedSince', { date: formatDate(at) });
  return (
    <>
      <StatusChip {...looks[state]}>
        {state === 'reached' && since
          ? sinceText(since)
          : t(`measured.state.${state}`)}
      </StatusChip>
      {value !== undefined && (
        <Text color="secondary" variant="body-small">
          {threshold === undefined
            ? t('measured.conditionMeasured', {
                value: formatMeasure(value, unit),
              })
            : t('measured.conditionAt', {
                value: formatBesideOther(value, unit),
                threshold: formatMeasure(threshold, unit),
              })}
        </Text>
      )}
    </>
  );
}
