import { WaiverStatus } from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiHistoryLine,
  RiShieldCheckLine,
  RiTimeLine,
} from '@remixicon/react';
import { StatusChip, Tone } from '../../ui/components/StatusChip';
import { waiversTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';

const looks: Record<
  WaiverStatus,
  { tone: Tone; icon?: RemixiconComponentType }
> = {
  requested: { tone: 'warning', icon: RiTimeLine },
  approved: { tone: 'info', icon: RiShieldCheckLine },
  rejected: { tone: 'danger' },
  revoked: { tone: 'danger' },
  expired: { tone: 'neutral', icon: RiHistoryLine },
};

export function WaiverStatusChip(props: { status: WaiverStatus }) {
  const t = useTexts(waiversTexts);
  return (
    <StatusChip {...looks[props.status]}>
      {t(`waivers.status.${props.status}`)}
    </StatusChip>
  );
}
