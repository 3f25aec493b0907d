import { Assessment } from '@paved-road/plugin-paved-road-common';
import { EntityAssessments } from '../useEntityAssessments';
import { OtherAssessmentNotice } from './OtherAssessmentNotice';
import { StaleNotice } from './StaleNotice';

/** What one ought to know before one relies on the assessment shown. */
export function AssessmentNotices(
  props: EntityAssessments & { shown: Assessment },
) {
  const { shown, assessments, counting } = props;
  return (
    <>
      <StaleNotice assessment={shown} />
      <OtherAssessmentNotice
        shown={shown}
        assessments={assessments}
        counting={counting}
      />
    </>
  );
}
