import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
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
import { StatusChip, Tone } from '../components/StatusChip';
import { pavedRoadTranslationRef } from '../translation';

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
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <StatusChip {...looks[props.status]}>
      {t(`assessment.status.${props.status}`)}
    </StatusChip>
  );
}

/** The status, and what else one must know before one relies on the assessment. */
export function AssessmentStatusChips(props: {
  assessment: Pick<AssessmentSummary, 'status' | 'stale' | 'orphaned'>;
  /** What is measured stands below, and says there whether the decision holds. */
  isMeasuredBelow?: boolean;
}) {
  const { status, stale, orphaned } = props.assessment;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
