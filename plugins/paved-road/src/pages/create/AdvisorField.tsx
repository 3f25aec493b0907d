import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  PlainPattern,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import {
  filterAskedQuestions,
  mayRunModel,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common/advisor';
import { useMemo, useState } from 'react';
import { DriverBars } from '../../features/advice';
import {
  type Answers,
  FormLayout,
  LiveResult,
  noticesBeyond,
  QuestionFields,
  type QuestionPlace,
  buildAdviceRequest,
  StepHeading,
  StepNavigation,
  listAskedSteps,
  useQuestionPlace,
} from '../../features/form';
import { ErrorAlert } from '../../ui/components/ErrorAlert';
import { Section } from '../../ui/components/Section';
import { ModelProvider } from '../../data/model/ModelProvider';
import { useAdvice } from '../../data/model/useAdvice';
import { useModel } from '../../ui/model';
import { PatternPicture } from '../../ui/patterns';
import { createTexts } from './texts';
import { formTexts } from '../../features/form/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AdvisorFieldProps } from './fieldSchemas';
import {
  readAnswers,
  withAnswers,
  withUnusedAnswers,
} from './advisorFieldValue';
import { FitNotice } from './FitNotice';
import styles from './create.module.css';

/** The advisor as a field of a template's form: its value is the profile of the workload. */
export function AdvisorField(props: AdvisorFieldProps) {
  const t = useTexts(createTexts);
  return (
    <Flex direction="column" gap="4">
      <ModelProvider
        renderUnavailable={(error, retry) => (
          <>
            <ErrorAlert
              error={error}
              title={t('create.unavailable')}
              onRetry={retry}
            />
            <Alert
              icon
              status="info"
              description={t('create.unavailableConsequence')}
            />
          </>
        )}
      >
        <LoadedAdvisorField {...props} />
      </ModelProvider>
    </Flex>
  );
}

/** The questions in steps, with the live result and whether this template fits it. */
function LoadedAdvisorField(props: AdvisorFieldProps) {
  const { formData: value, formContext, onChange, schema, uiSchema } = props;
  const t = useTexts(createTexts);
  const { questions } = useModel();
  // The value has no place for answers about a language model while none is used.
  const [entered, setEntered] = useState<Answers>({});
  const answers = useMemo(
    () => withUnusedAnswers(readAnswers(value, questions), entered, questions),
    [value, entered, questions],
  );
  const place = useQuestionPlace(listAskedSteps(answers));
  const { step, target, goTo, answer } = place;
  const result = useAdvice(
    buildAdviceRequest({ answers }, undefined, questions),
  );
  const { advice } = result;
  const asked = filterAskedQuestions(
    questions,
    answers,
    mayRunModel(advice, undefined),
  );
  // A template may name an unknown pattern.
  const pattern = plainPatterns.find(
    known => known === uiSchema['ui:options']?.pattern,
  );

  return (
    <div className={styles.field}>
      <FormLayout
        aside={
          <LiveResult
            result={result}
            notices={noticesBeyond(step, advice?.notices, asked)}
            onAnswer={answer}
            reasons={advice && <DriverBars drivers={advice.drivers} />}
          >
            <div role="status">
              {advice && pattern && (
                <FitNotice
                  advice={advice}
                  pattern={pattern}
                  formData={{ ...formContext?.formData, profile: value }}
                />
              )}
            </div>
          </LiveResult>
        }
      >
        <Section title={schema.title ?? t('create.title')}>
          <Flex direction="column" gap="5">
            {pattern && <PatternIntroduction pattern={pattern} />}
            <Text as="p">{t('create.introduction')}</Text>
            <StepNavigation
              steps={listAskedSteps(answers)}
              asked={asked}
              current={step}
              answers={answers}
              onSelect={goTo}
            />
            <StepHeading as="h4" step={step} />
            <QuestionFields
              step={step}
              target={target}
              state={{ answers }}
              asked={asked}
              request={result.adviceRequest}
              notices={advice?.notices}
              hidesPlatform
              onChange={state => {
                setEntered(state.answers);
                onChange(withAnswers(value, state.answers, questions));
              }}
            />
            <StepButtons place={place} />
          </Flex>
        </Section>
      </FormLayout>
    </div>
  );
}

/** Describes what the template builds. */
function PatternIntroduction(props: { pattern: PlainPattern }) {
  const { pattern } = props;
  const t = useTexts(createTexts);
  return (
    <div className={styles.pattern}>
      <div className={styles.fieldPicture}>
        <PatternPicture pattern={pattern} />
      </div>
      <Text as="p" className={styles.builds}>
        {t(`create.builds.${pattern}`)}
      </Text>
    </div>
  );
}

/** Labelled by target, because the surrounding form has Back and Next, too. */
function StepButtons(props: { place: QuestionPlace<QuestionStep> }) {
  const { previous, next, goTo: onSelect } = props.place;
  const t = useTexts(createTexts, formTexts);
  return (
    <Flex gap="2" className={styles.steps}>
      {previous && (
        <Button variant="tertiary" onPress={() => onSelect(previous)}>
          {t('create.back', { step: t(`form.step.${previous}`) })}
        </Button>
      )}
      {next && (
        <Button variant="secondary" onPress={() => onSelect(next)}>
          {t('create.next', { step: t(`form.step.${next}`) })}
        </Button>
      )}
    </Flex>
  );
}
