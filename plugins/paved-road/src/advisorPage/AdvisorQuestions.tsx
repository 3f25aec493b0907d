import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex } from '@backstage/ui';
import {
  Notice,
  questionSteps,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import {
  QuestionFields,
  type QuestionTarget,
  StepHeading,
  StepNavigation,
} from '../assessment/form';
import { WhatIfInput } from '../assessment/whatIf/whatIfInput';
import { Section } from '../components/Section';
import { pavedRoadTranslationRef } from '../translation';
import styles from './AdvisorQuestions.module.css';
import { emptyState } from './advisorState';

/** The questions of an assessment, in its steps. */
export function AdvisorQuestions(props: {
  step: QuestionStep;
  /** The question to answer now. */
  target?: QuestionTarget;
  state: WhatIfInput;
  notices?: Notice[];
  onSelect: (step: QuestionStep) => void;
  onChange: (state: WhatIfInput) => void;
}) {
  const { step, target, state, notices, onSelect, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const next = questionSteps[questionSteps.indexOf(step) + 1];
  const previous = questionSteps[questionSteps.indexOf(step) - 1];
  return (
    <Section title={t('advisor.title')} headingLevel="h2">
      <Flex direction="column" gap="5">
        <StepNavigation
          steps={questionSteps}
          current={step}
          answers={state.answers}
          onSelect={onSelect}
        />
        <StepHeading step={step} />
        <QuestionFields
          step={step}
          target={target}
          state={state}
          notices={notices}
          onChange={onChange}
        />
        <Flex gap="2" className={styles.buttons}>
          {previous && (
            <Button variant="secondary" onPress={() => onSelect(previous)}>
              {t('form.back')}
            </Button>
          )}
          {next && (
            <Button onPress={() => onSelect(next)}>{t('form.next')}</Button>
          )}
          <Button
            variant="tertiary"
            onPress={() => {
              onChange(emptyState);
              onSelect(questionSteps[0]);
            }}
          >
            {t('advisor.startOver')}
          </Button>
        </Flex>
      </Flex>
    </Section>
  );
}
