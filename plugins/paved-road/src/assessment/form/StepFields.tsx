import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Loading } from '../../components/Loading';
import { LiveAdvice } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { DecisionFields } from './DecisionFields';
import { FormState } from './formState';
import { FormStep } from './formSteps';
import { QuestionFields } from './QuestionFields';
import { Suggestions } from './suggestions';
import { QuestionTarget } from './useQuestionPlace';

/** The fields of one step: its questions, or the decision. */
export function StepFields(props: {
  step: FormStep;
  /** The question to answer now. */
  target?: QuestionTarget;
  state: FormState;
  result: LiveAdvice;
  suggestions: Suggestions;
  onChange: (state: FormState) => void;
}) {
  const { step, target, state, result, suggestions, onChange } = props;
  const { advice, isPending } = result;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  if (step !== 'decision') {
    return (
      <QuestionFields
        step={step}
        target={target}
        state={state}
        notices={advice?.notices}
        suggestions={suggestions}
        onChange={onChange}
      />
    );
  }
  if (isPending && !advice) {
    return <Loading />;
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
