import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, Flex, Text } from '@backstage/ui';
import {
  questionSteps,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { AdviceSections } from '../advisor';
import {
  findInvalidAnswer,
  FormLayout,
  LiveResult,
  noticesBeyond,
  QuestionFields,
  requestOf,
  StepHeading,
  StepNavigation,
} from '../assessment/form';
import { Section } from '../components/Section';
import { useAdvice, useModel } from '../model';
import { pavedRoadTranslationRef } from '../translation';
import { encodeRequest, LinkedRequest } from './adviceLink';
import styles from './Advisor.module.css';
import { stateOf } from './advisorState';
import { LinkProblem } from './LinkProblem';
import { NextSteps } from './NextSteps';

/** Browsers limit how often a page may change its address. */
const writeDelayMs = 300;

/** Asks the questions of an assessment, shows the full result, and leads on from there. */
export function Advisor(props: {
  linked: LinkedRequest;
  /** Called with what is filled in, encoded, shortly after it has changed. */
  onChange: (encoded: string | undefined) => void;
}) {
  const { linked, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { questions } = useModel();
  const [start] = useState(() => stateOf(linked, questions));
  const [state, setState] = useState(start);
  const [step, setStep] = useState<QuestionStep>(questionSteps[0]);
  const request = requestOf(state, state, questions);
  const result = useAdvice(request);
  const encoded = request && encodeRequest(request);
  useDebounce(
    () => {
      if (state !== start) {
        onChange(encoded);
      }
    },
    writeDelayMs,
    [encoded],
  );

  const next = questionSteps[questionSteps.indexOf(step) + 1];
  const previous = questionSteps[questionSteps.indexOf(step) - 1];
  return (
    <Flex direction="column" gap="4">
      <Text as="p">{t('advisor.introduction')}</Text>
      <LinkProblem linked={linked} />
      <FormLayout
        aside={
          <Flex direction="column" gap="4">
            <LiveResult
              result={result}
              notices={noticesBeyond(step, result.advice, questions)}
            />
            {request && (
              <NextSteps
                request={request}
                encoded={encoded}
                advice={result.advice}
                invalid={findInvalidAnswer(state.answers, questions)}
              />
            )}
          </Flex>
        }
      >
        <Section title={t('advisor.title')} headingLevel="h2">
          <Flex direction="column" gap="5">
            <StepNavigation
              steps={questionSteps}
              current={step}
              answers={state.answers}
              onSelect={setStep}
            />
            <StepHeading step={step} />
            <QuestionFields
              step={step}
              state={state}
              notices={result.advice?.notices}
              onChange={setState}
            />
            <Flex gap="2" className={styles.buttons}>
              {previous && (
                <Button variant="secondary" onPress={() => setStep(previous)}>
                  {t('form.back')}
                </Button>
              )}
              {next && (
                <Button onPress={() => setStep(next)}>{t('form.next')}</Button>
              )}
              <Button
                variant="tertiary"
                onPress={() => {
                  setState({ answers: {} });
                  setStep(questionSteps[0]);
                }}
              >
                {t('advisor.startOver')}
              </Button>
            </Flex>
          </Flex>
        </Section>
      </FormLayout>
      {result.advice && request && (
        <AdviceSections advice={result.advice} profile={request.profile} />
      )}
    </Flex>
  );
}
