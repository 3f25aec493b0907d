import { Entity } from '@backstage/catalog-model';
import { Flex } from '@backstage/ui';
import {
  Assessment,
  availableActions,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { useRef, useState } from 'react';
import { AdviceSections } from '../../features/advice';
import { ScorecardProvider } from '../../data/scorecards/ScorecardProvider';
import { measuredTexts } from '../../features/measured/texts';
import { assessmentTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import {
  findDecidedPlacement,
  toPatternAnswer,
  toPlacementAnswer,
  isReassessable,
} from '../../features/decision/answer';
import { AssessmentActionBar } from './AssessmentActionBar';
import { AssessmentHeader } from './AssessmentHeader';
import { AssessmentHistory } from './AssessmentHistory';
import { DecidingAnswers } from './DecidingAnswers';
import { DecisionDetails } from './DecisionDetails';
import { KeyFigures } from './KeyFigures';
import { AssessmentNotices } from './AssessmentNotices';
import { MeasuredSection } from '../../features/measured/MeasuredSection';
import { MeasuredStrip } from '../../features/measured/MeasuredStrip';
import { useMeasured } from '../../data/assessments/useMeasured';
import { useArchitectureView } from './useArchitectureView';
import { EntityAssessments } from '../../data/assessments/useEntityAssessments';
import { useTemplateStart } from './useTemplateStart';
import { useWhatIf } from '../../features/whatIf/useWhatIf';
import { WhatIfDrawer, WhatIfPart } from '../../features/whatIf/WhatIfDrawer';

/** An assessment: the answer first, then what explains it, one part at a time. */
export function AssessmentResult(props: {
  entity: Entity;
  assessment: Assessment;
  entityAssessments: EntityAssessments;
  userRef: string;
  mayEdit: boolean;
  onChange: (changed?: Assessment) => Promise<void>;
  onReload: () => void;
}) {
  const { entity, assessment, entityAssessments, userRef, mayEdit } = props;
  const { onChange, onReload } = props;
  const t = useTexts(measuredTexts, assessmentTexts);
  const whatIf = useWhatIf(assessment);
  const [whatIfPart, setWhatIfPart] = useState<WhatIfPart>();
  const whatIfButton = useRef<HTMLButtonElement>(null);
  const sections = useRef<HTMLDivElement>(null);
  const mayReassess = mayEdit && isReassessable(assessment, entityAssessments);
  const [view, show] = useArchitectureView();
  const { section = 'why', assessment: shownId } = view;
  const isEditable =
    mayEdit && availableActions(assessment, userRef).includes('edit');
  const onAnswer = (question: QuestionPath) =>
    show({
      assessment: assessment.id,
      view: isEditable ? 'edit' : 'assess',
      question,
    });
  const select = (chosen: typeof section) =>
    show({ assessment: shownId, section: chosen });
  const answer = toPatternAnswer(assessment);
  const placed = toPlacementAnswer(assessment);
  const { advice, decision } = assessment;
  const measured = useMeasured(assessment);
  const selectInSight = (chosen: typeof section) => {
    select(chosen);
    sections.current?.scrollIntoView({ block: 'start' });
  };
  return (
    <ScorecardProvider
      entity={entity}
      assessmentVersion={`${assessment.id} ${assessment.etag}`}
    >
      <Flex direction="column" gap="3">
        <AssessmentHeader
          assessment={assessment}
          measured={measured?.value}
          notices={
            <AssessmentNotices shown={assessment} {...entityAssessments} />
          }
          actions={
            <AssessmentActionBar
              key={assessment.id}
              assessment={assessment}
              userRef={userRef}
              mayEdit={mayEdit}
              mayReassess={mayReassess}
              hasMeasuredAnswers={measured?.value?.profile !== undefined}
              templates={useTemplateStart(entity, assessment, mayEdit)}
              whatIfButton={whatIfButton}
              onWhatIf={() => setWhatIfPart('workload')}
              onAnswer={onAnswer}
              onChange={onChange}
              onReload={onReload}
            />
          }
        />
        {measured && (
          <MeasuredStrip
            state={measured}
            standing={assessment.standing}
            onShow={() => selectInSight('measured')}
          />
        )}
        <div ref={sections}>
          <AdviceSections
            advice={advice}
            profile={assessment.profile}
            decided={{
              pattern: decision?.pattern,
              placement: findDecidedPlacement(assessment),
            }}
            questions={
              answer.kind === 'open' || placed?.kind === 'open' ? (
                <DecidingAnswers
                  assessment={assessment}
                  onAnswer={isEditable || mayReassess ? onAnswer : undefined}
                  onAnswered={isEditable ? onReload : undefined}
                />
              ) : undefined
            }
            figures={
              <KeyFigures
                advice={advice}
                answer={answer}
                placed={placed}
                predictions={measured?.value?.predictions ?? []}
                onSelect={selectInSight}
              />
            }
            why={<DecisionDetails assessment={assessment} />}
            conditions={measured?.value?.conditions}
            extras={[
              ...(measured
                ? [
                    {
                      id: 'measured' as const,
                      title: t('measured.title'),
                      content: <MeasuredSection state={measured} />,
                    },
                  ]
                : []),
              {
                id: 'activity' as const,
                title: t('history.activity'),
                content: (
                  <AssessmentHistory
                    assessment={assessment}
                    counting={entityAssessments.counting}
                    onOpen={id => show({ assessment: id })}
                    onCompare={(id, withId) =>
                      show({ assessment: id, view: 'compare', with: withId })
                    }
                  />
                ),
              },
            ]}
            section={section === 'measured' && !measured ? 'why' : section}
            onSelect={select}
            onChange={setWhatIfPart}
          />
        </div>
      </Flex>
      <WhatIfDrawer
        stored={advice}
        whatIf={whatIf}
        part={whatIfPart}
        onSelect={setWhatIfPart}
        onClose={() => setWhatIfPart(undefined)}
        save={
          mayEdit
            ? { entityRef: assessment.entityRef, onSaved: onChange }
            : undefined
        }
      />
    </ScorecardProvider>
  );
}
