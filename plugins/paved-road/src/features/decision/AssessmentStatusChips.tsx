import {
  AssessmentStatus,
  AssessmentSummary,
  isCurrent,
} from '@paved-road/plugin-paved-road-common';
import {
  RemixiconComponentType,
  RiDraftLine,
  RiHistoryLine,
  RiTimeLine,
} from '@remixicon/react';
import { StatusChip } from '../../ui/components/StatusChip';
import { componentsTexts } from '../../ui/components/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { approvalTones } from './standing';
import { StandingBadge } from './StandingBadge';

const icons: Partial<Record<AssessmentStatus, RemixiconComponentType>> = {
  draft: RiDraftLine,
  submitted: RiTimeLine,
  superseded: RiHistoryLine,
};

export function StatusOfAssessment(props: { status: AssessmentStatus }) {
  const { status } = props;
  const t = useTexts(componentsTexts);
  return (
    <StatusChip tone={approvalTones[status]} icon={icons[status]}>
      {t(`assessment.status.${status}`)}
    </StatusChip>
  );
}

/** The status, the standing and the warnings of an assessment. */
export function AssessmentStatusChips(props: {
  assessment: Pick<
    AssessmentSummary,
    'status' | 'standing' | 'stale' | 'orphaned'
  >;
}) {
  const { status, standing, stale, orphaned } = props.assessment;
  const t = useTexts(componentsTexts);
  return (
    <>
      <StatusOfAssessment status={status} />
      {isCurrent({ status }) && <StandingBadge standing={standing} />}
      {stale.map(
        reason =>
          // The standing shows it.
          reason !== 'measured' && (
            <StatusChip key={reason} tone="warning">
              {t(`assessment.stale.${reason}`)}
            </StatusChip>
          ),
      )}
      {orphaned && (
        <StatusChip tone="warning">{t('assessment.orphaned')}</StatusChip>
      )}
    </>
  );
}
