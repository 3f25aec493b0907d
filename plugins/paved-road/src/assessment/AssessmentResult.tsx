import { Flex } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { AdviceSections } from '../advisor';
import { ScorecardSection } from '../scorecard';
import { AssessmentActionBar } from './AssessmentActionBar';
import { AssessmentHeader } from './AssessmentHeader';
import { AssessmentNotice } from './AssessmentNotice';
import { EntityAssessments } from './useEntityAssessments';

/** An assessment with all that explains it, and the scorecard of its entity. */
export function AssessmentResult(props: {
  assessment: Assessment;
  entityAssessments: EntityAssessments;
  /** Entity reference of the person. */
  userRef: string;
  mayEdit: boolean;
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const {
    assessment,
    entityAssessments,
    userRef,
    mayEdit,
    onChange,
    onReload,
  } = props;
  const { advice } = assessment;
  return (
    <Flex direction="column" gap="4">
      <AssessmentHeader
        assessment={assessment}
        advice={advice}
        actions={
          <AssessmentActionBar
            key={assessment.id}
            assessment={assessment}
            userRef={userRef}
            mayEdit={mayEdit}
            mayReassess={
              mayEdit && isReassessable(assessment, entityAssessments)
            }
            onChange={onChange}
            onReload={onReload}
          />
        }
      />
      <AssessmentNotice shown={assessment} {...entityAssessments} />
      <AdviceSections
        advice={advice}
        profile={assessment.profile}
        decided={assessment.decision?.pattern}
      />
      {/* Checks look at the assessment: a changed one asks for the scorecard anew. */}
      <ScorecardSection
        key={`${assessment.id} ${assessment.etag}`}
        entityRef={assessment.entityRef}
      />
    </Flex>
  );
}

/** What is decided can be assessed again, unless that has already begun. */
function isReassessable(
  { id, status }: Assessment,
  { assessments, counting }: EntityAssessments,
): boolean {
  const newest = assessments[0];
  const isNewest = id === newest?.id;
  if (status === 'rejected') {
    return isNewest;
  }
  return (
    status === 'approved' &&
    id === counting?.id &&
    (isNewest || newest?.status === 'rejected')
  );
}
