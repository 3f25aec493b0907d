import { Flex } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { AdviceSections } from '../advisor';
import { ScorecardSection } from '../scorecard';
import { AssessmentActionBar } from './AssessmentActionBar';
import { AssessmentHeader } from './AssessmentHeader';
import { isReassessable } from './isReassessable';
import { AssessmentNotices } from './notices/AssessmentNotices';
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
  const mayReassess = mayEdit && isReassessable(assessment, entityAssessments);
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
            mayReassess={mayReassess}
            onChange={onChange}
            onReload={onReload}
          />
        }
      />
      <AssessmentNotices
        shown={assessment}
        mayReassess={mayReassess}
        {...entityAssessments}
      />
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
