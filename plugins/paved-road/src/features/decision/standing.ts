import {
  Assessment,
  AssessmentStatus,
  findRequestedChanges,
  isCurrent,
  presentStanding,
  Standing,
  StandingId,
  StandingTone,
} from '@paved-road/plugin-paved-road-common';
import { Tone } from '../../ui/components/StatusChip';

/** The colours of standings, from the worst to the best, as tones of chips. */
const tones: Record<StandingTone, Tone> = {
  critical: 'danger',
  caution: 'warning',
  neutral: 'neutral',
  informative: 'info',
  positive: 'success',
};

const fromWorst = Object.values(tones);

/** The colour of a review. */
export const approvalTones: Record<AssessmentStatus, Tone> = {
  draft: 'neutral',
  submitted: 'info',
  approved: 'success',
  rejected: 'danger',
  superseded: 'neutral',
};

export const getStandingChipTone = (standing: Standing): Tone =>
  tones[presentStanding(standing).tone];

/** The worse one of the colours of approval and standing. */
export function getHeaderTone(assessment: Assessment): Tone {
  const { status, standing } = assessment;
  const shown = [
    findRequestedChanges(assessment) ? 'warning' : approvalTones[status],
    ...(standing && isCurrent(assessment)
      ? [getStandingChipTone(standing)]
      : []),
  ];
  return fromWorst.find(tone => shown.includes(tone))!;
}

/** Whether the evidence contradicts the decision, so that it should be made again. */
export const isContradicted = ({
  standing,
  status,
}: Pick<Assessment, 'standing' | 'status'>): boolean =>
  standing !== undefined &&
  isCurrent({ status }) &&
  getStandingChipTone(standing) === 'danger';

const measuredStandings: readonly StandingId[] = [
  'no-longer-holds',
  'misses-requirement',
  'tie',
  'near-change',
];

/** Whether measurements can be the reason of a standing. */
export const canBeMeasured = (standing: Standing | undefined): boolean =>
  standing !== undefined && measuredStandings.includes(standing.id);
