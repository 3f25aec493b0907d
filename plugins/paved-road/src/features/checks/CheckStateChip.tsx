import { CheckState } from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiQuestionLine,
  RiShieldCheckLine,
  RiSubtractLine,
} from '@remixicon/react';
import { StatusChip, Tone } from '../../ui/components/StatusChip';
import { checkResultTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

const looks: Record<CheckState, { tone: Tone; icon?: RemixiconComponentType }> =
  {
    pass: { tone: 'success' },
    fail: { tone: 'danger' },
    waived: { tone: 'info', icon: RiShieldCheckLine },
    'not-applicable': { tone: 'neutral', icon: RiSubtractLine },
    unknown: { tone: 'warning', icon: RiQuestionLine },
  };

export function CheckStateChip(props: { state: CheckState; count?: number }) {
  const t = useTexts(checkResultTexts);
  const text = t(`scorecard.state.${props.state}`);
  return (
    <StatusChip {...looks[props.state]}>
      {props.count === undefined ? text : `${props.count} ${text}`}
    </StatusChip>
  );
}

/** The state of a check as an icon, for dense lists. */
export function CheckStateIcon(props: { state: CheckState }) {
  const t = useTexts(checkResultTexts);
  const text = t(`scorecard.state.${props.state}`);
  return (
    <span role="img" aria-label={text} title={text}>
      <StatusChip {...looks[props.state]}>{undefined}</StatusChip>
    </span>
  );
}
