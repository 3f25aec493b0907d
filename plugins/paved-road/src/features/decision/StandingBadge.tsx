import {
  presentStanding,
  Standing,
} from '@paved-road/plugin-paved-road-common';
import { StatusChip } from '../../ui/components/StatusChip';
import { getStandingChipTone } from './standing';

/** The word, number and colour of a standing; nothing without one. */
export function StandingBadge(props: { standing: Standing | undefined }) {
  const { standing } = props;
  return standing ? (
    <span title={standing.text}>
      <StatusChip tone={getStandingChipTone(standing)}>
        {presentStanding(standing).label}
      </StatusChip>
    </span>
  ) : null;
}
