import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { DecisionFields } from './DecisionFields';
import { FormState } from './formState';
import { FormStep } from './formSteps';
import { QuestionFields } from './QuestionFields';
import { Suggestions } from './suggestions';

/** The fields of one step: its questions, or the decision. */
export function StepFields(props: {
  step: FormStep;
  state: FormState;
  advice?: Advice;
  suggestions: Suggestions;
  onChange: (state: FormState) => void;
}) {
  const { step, state, advice, suggestions, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (step !== 'decision') {
    return (
      <QuestionFields
        step={step}
        state={state}
        notices={advice?.notices}
        suggestions={suggestions}
        onChange={onChange}
      />
    );
  }
  return advice ? (
    <DecisionFields
      decision={state.decision}
      advice={advice}
      onChange={decision => onChange({ ...state, decision })}
    />
  ) : (
    <Text as="p">{t('decision.nothingAnswered')}</Text>
  );
}
