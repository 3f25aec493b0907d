import { Flex, Grid } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import {
  ComparisonSection,
  CostAndLatencySection,
  RisksSection,
  WhySection,
} from '../advisor';
import { ScorecardSection } from '../scorecard';
import { AssessmentActionBar } from './AssessmentActionBar';
import { AssessmentHeader } from './AssessmentHeader';
import { AssessmentNotice } from './AssessmentNotice';
import { EntityAssessments } from './useEntityAssessments';

/** An assessment with all that explains it, and the scorecard of its entity. */
export function AssessmentResult(props: {
  assessment: Assessment;
  entityAssessments: EntityAssessments;
  mayEdit: boolean;
  onChange: (changed: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { assessment, entityAssessments, mayEdit, onChange, onReload } = props;
  const { advice } = assessment;
  return (
    <Flex direction="column" gap="4">
      <AssessmentHeader
        assessment={assessment}
        actions={
          <AssessmentActionBar
            key={assessment.id}
            assessment={assessment}
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
      <Grid.Root columns={{ initial: '1', lg: '12' }} gap="4">
        <Grid.Item colSpan={{ initial: '1', lg: '5' }}>
          <WhySection advice={advice} decided={assessment.decision?.pattern} />
        </Grid.Item>
        <Grid.Item colSpan={{ initial: '1', lg: '7' }}>
          <ComparisonSection advice={advice} />
        </Grid.Item>
        <Grid.Item colSpan={{ initial: '1', lg: '7' }}>
          <CostAndLatencySection advice={advice} />
        </Grid.Item>
        <Grid.Item colSpan={{ initial: '1', lg: '5' }}>
          <RisksSection risks={advice.risks} />
        </Grid.Item>
      </Grid.Root>
      <ScorecardSection entityRef={assessment.entityRef} />
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
