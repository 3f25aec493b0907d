import { Entity } from '@backstage/catalog-model';
import { Flex } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { AssessmentResult } from './AssessmentResult';
import { ComparisonPage } from './compare/ComparisonPage';
import { RecomputePage } from './compare/RecomputePage';
import { SystemSection } from './composition/SystemSection';
import { useArchitectureView } from './useArchitectureView';
import { EntityAssessments } from './useEntityAssessments';

/** What the URL asks to see of an assessment: its result, its history, or what it is compared with. */
export function AssessmentViews(props: {
  entity: Entity;
  assessment: Assessment;
  entityAssessments: EntityAssessments;
  /** Entity reference of the person. */
  userRef: string;
  mayEdit: boolean;
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { entity, assessment, entityAssessments, mayEdit, onChange } = props;
  const [view] = useArchitectureView();
  switch (view.view) {
    case 'compare':
      return (
        <ComparisonPage
          assessment={assessment}
          versions={entityAssessments.assessments}
          withId={view.with}
        />
      );
    case 'recompute':
      return (
        <RecomputePage
          assessment={assessment}
          mayEdit={mayEdit}
          onSaved={onChange}
        />
      );
    default:
      return (
        <Flex direction="column" gap="4">
          <SystemSection entity={entity} />
          <AssessmentResult
            entity={entity}
            assessment={assessment}
            entityAssessments={entityAssessments}
            userRef={props.userRef}
            mayEdit={mayEdit}
            onChange={onChange}
            onReload={props.onReload}
          />
        </Flex>
      );
  }
}
