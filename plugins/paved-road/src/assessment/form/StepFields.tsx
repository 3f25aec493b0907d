import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, Text } from '@backstage/ui';
import { Advice, questions } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { DecisionFields } from './DecisionFields';
import { FormState } from './formState';
import { FormStep } from './formSteps';
import { PlatformField } from './PlatformField';
import { QuestionField } from './QuestionField';

/** The fields of one step. */
export function StepFields(props: {
  step: FormStep;
  state: FormState;
  advice?: Advice;
  onChange: (state: FormState) => void;
}) {
  const { step, state, advice, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (step === 'decision') {
    return advice ? (
      <DecisionFields
        decision={state.decision}
        recommended={advice.recommendation.pattern}
        onChange={decision => onChange({ ...state, decision })}
      />
    ) : (
      <Text as="p">{t('decision.nothingAnswered')}</Text>
    );
  }
  return (
    <Flex direction="column" gap="5">
      {questions
        .filter(question => question.step === step)
        .map(question => (
          <QuestionField
            key={question.path}
            question={question}
            answer={state.answers[question.path]}
            onChange={answer =>
              onChange({
                ...state,
                answers: { ...state.answers, [question.path]: answer },
              })
            }
          />
        ))}
      {step === 'workload' && (
        <PlatformField
          platform={state.platform}
          onChange={platform => onChange({ ...state, platform })}
        />
      )}
    </Flex>
  );
}
