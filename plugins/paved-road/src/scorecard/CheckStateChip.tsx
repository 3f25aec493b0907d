import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CheckState } from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiQuestionLine,
  RiShieldCheckLine,
  RiSubtractLine,
} from '@remixicon/react';
import { StatusChip, Tone } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';

const looks: Record<CheckState, { tone: Tone; icon?: RemixiconComponentType }> =
  {
    pass: { tone: 'success' },
    fail: { tone: 'danger' },
    waived: { tone: 'info', icon: RiShieldCheckLine },
    'not-applicable': { tone: 'neutral', icon: RiSubtractLine },
    unknown: { tone: 'warning', icon: RiQuestionLine },
  };

/** The state of a check, or with a count, of several. */
export function CheckStateChip(props: { state: CheckState; count?: number }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const text = t(`scorecard.state.${props.state}`);
  return (
    <StatusChip {...looks[props.state]}>
      {props.count === undefined ? text : `${props.count} ${text}`}
    </StatusChip>
  );
}
