import {
  AssessmentStatus,
  AssessmentSummary,
} from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiDraftLine,
  RiHistoryLine,
  RiTimeLine,
} from '@remixicon/react';
import { StatusChip, Tone } from '../../ui/components/StatusChip';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';

const looks: Record<
  AssessmentStatus,
  { tone: Tone; icon?: RemixiconComponentType }
> = {
  draft: { tone: 'neutral', icon: RiDraftLine },
  submitted: { tone: 'info', icon: RiTimeLine },
  approved: { tone: 'success' },
  rejected: { tone: 'danger' },
  superseded: { tone: 'neutral', icon: RiHistoryLine },
};

/** Only the status. */
export function StatusOfAssessment(props: { status: AssessmentStatus }) {
  const t = useTexts(componentsTexts);
  return (
    <StatusChip {...looks[props.status]}>
      {t(`assessment.status.${props.status}`)}
    </StatusChip>
  );
}

/** The status and warnings of an assessment. */
export function AssessmentStatusChips(props: {
  assessment: Pick<AssessmentSummary, 'status' | 'stale' | 'orphaned'>;
  /** Measurements are shown below, including whether the decision holds. */
  isMeasuredBelow?: boolean;
}) {
  const { status, stale, orphaned } = props.assessment;
  const t = useTexts(componentsTexts);
  return (
    <>
      <StatusOfAssessment status={status} />
      {stale
        .filter(reason => reason !== 'measured' || !props.isMeasuredBelow)
        .map(reason => (
          <StatusChip
            key={reason}
            tone={reason === 'measured' ? 'danger' : 'warning'}
          >
            {t(`assessment.stale.${reason}`)}
          </StatusChip>
        ))}
      {orphaned && (
        <StatusChip tone="warning">{t('assessment.orphaned')}</StatusChip>
      )}
    </>
  );
}
