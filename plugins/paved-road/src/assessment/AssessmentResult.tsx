import { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex } from '@backstage/ui';
import {
  Assessment,
  availableActions,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { RiEqualizerLine } from '@remixicon/react';
import { useRef, useState } from 'react';
import { AdviceSections } from '../advisor';
import { ScorecardProvider } from '../scorecard';
import { pavedRoadTranslationRef } from '../translation';
import { AssessmentActionBar } from './AssessmentActionBar';
import { AssessmentHeader } from './AssessmentHeader';
import styles from './AssessmentResult.module.css';
import { isReassessable } from './isReassessable';
import { AssessmentNotices } from './notices/AssessmentNotices';
import { TemplateStart } from './TemplateStart';
import { useArchitectureView } from './useArchitectureView';
import { EntityAssessments } from './useEntityAssessments';
import { useWhatIf } from './whatIf/useWhatIf';
import { WhatIfNotice } from './whatIf/WhatIfNotice';
import { WhatIfPanel, WhatIfPart } from './whatIf/WhatIfPanel';

/** An assessment with all that explains it. */
export function AssessmentResult(props: {
  entity: Entity;
  assessment: Assessment;
  entityAssessments: EntityAssessments;
  /** Entity reference of the person. */
  userRef: string;
  mayEdit: boolean;
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const {
    entity,
    assessment,
    entityAssessments,
    userRef,
    mayEdit,
    onChange,
    onReload,
  } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const whatIf = useWhatIf(assessment);
  const [whatIfPart, setWhatIfPart] = useState<WhatIfPart>();
  const whatIfButton = useRef<HTMLButtonElement>(null);
  const { advice } = whatIf;
  const mayReassess = mayEdit && isReassessable(assessment, entityAssessments);
  const [, show] = useArchitectureView();
  const isEditable =
    mayEdit && availableActions(assessment, userRef).includes('edit');
  // The form would not have what is tried out.
  const mayAnswer = !whatIf.isChanged && (isEditable || mayReassess);
  const onAnswer = (question: QuestionPath) =>
    show({
      assessmentId: assessment.id,
      mode: isEditable ? 'edit' : 'assess',
      question,
    });
  return (
    <ScorecardProvider
      entity={entity}
      assessmentVersion={`${assessment.id} ${assessment.etag}`}
    >
      <div
        className={
          whatIfPart ? `${styles.page} ${styles.hasPanel}` : styles.page
        }
      >
        <Flex direction="column" gap="4">
          <AssessmentHeader
            assessment={assessment}
            advice={advice}
            onAnswer={mayAnswer ? onAnswer : undefined}
            actions={
              <div className={styles.actions}>
                <Button
                  ref={whatIfButton}
                  variant="tertiary"
                  iconStart={<RiEqualizerLine aria-hidden />}
                  aria-expanded={whatIfPart !== undefined}
                  onPress={() =>
                    setWhatIfPart(whatIfPart ? undefined : 'workload')
                  }
                >
                  {t('whatIf.title')}
                </Button>
                <AssessmentActionBar
                  key={assessment.id}
                  assessment={assessment}
                  userRef={userRef}
                  mayEdit={mayEdit}
                  mayReassess={mayReassess}
                  onChange={onChange}
                  onReload={onReload}
                />
                <TemplateStart
                  entity={entity}
                  assessment={assessment}
                  mayEdit={mayEdit}
                />
              </div>
            }
          />
          <AssessmentNotices
            shown={assessment}
            mayReassess={mayReassess}
            {...entityAssessments}
          />
          <WhatIfNotice
            assessment={assessment}
            whatIf={whatIf}
            mayEdit={mayEdit}
            onSaved={onChange}
            onReset={() => {
              // The notice goes with the changes; the focus must not go with it.
              whatIfButton.current?.focus({ preventScroll: true });
              whatIf.reset();
            }}
          />
          <AdviceSections
            advice={advice}
            profile={whatIf.profile}
            decided={assessment.decision?.pattern}
            onChange={setWhatIfPart}
          />
        </Flex>
        {whatIfPart && (
          <WhatIfPanel
            advice={assessment.advice}
            whatIf={whatIf}
            part={whatIfPart}
            onSelect={setWhatIfPart}
            onClose={() => setWhatIfPart(undefined)}
          />
        )}
      </div>
    </ScorecardProvider>
  );
}
