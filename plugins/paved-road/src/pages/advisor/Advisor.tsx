import { Button, Flex, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { AdviceSection, AdviceSections } from '../../features/advice';
import {
  findInvalidAnswer,
  FormLayout,
  KeyFields,
  listOtherNotices,
  LiveResult,
  PlatformField,
  QuestionFields,
  type Questionnaire,
  StepHeading,
  StepNavigation,
  useFormPlace,
  useQuestionnaire,
} from '../../features/form';
import { WhatIfDrawer, WhatIfPart } from '../../features/whatIf/WhatIfDrawer';
import { WhatIf } from '../../features/whatIf/useWhatIf';
import { WhatIfInput } from '../../features/whatIf/whatIfInput';
import { Section } from '../../ui/components/Section';
import { LiveAdvice } from '../../data/model/useAdvice';
import { advisorPageTexts } from './texts';
import { formTexts } from '../../features/form/texts';
import { useTexts } from '../../ui/texts/useTexts';
import { NextSteps } from './NextSteps';
import { encodeRequest, LinkedRequest } from './adviceLink';
import { SmallButton } from '../../ui/components/SmallButton';
import { emptyState, useAdvisor } from './useAdvisor';

/** Browsers limit how often a page may change its address. */
const writeDelayMs = 300;

/** Asks the questions of an assessment, shows the full result, and leads on from there. */
export function Advisor(props: {
  linked: LinkedRequest;
  /** Receives the encoded input shortly after a change. */
  onChange: (encoded: string | undefined) => void;
}) {
  const { linked, onChange } = props;
  const t = useTexts(advisorPageTexts);
  const advisor = useAdvisor(linked);
  const { state, setState, request, result, isTouched } = advisor;
  const { advice, adviceRequest } = result;
  const questionnaire = useQuestionnaire({ answers: state.answers, result });
  const place = useFormPlace<never>(questionnaire.groups, questionnaire);
  const encoded = request && encodeRequest(request);
  useDebounce(
    () => {
      if (isTouched) {
        onChange(encoded);
      }
    },
    writeDelayMs,
    [encoded],
  );

  return (
    <Flex direction="column" gap="4">
      <Text as="p">{t('advisor.introduction')}</Text>
      <LinkProblem linked={linked} />
      <FormLayout
        aside={
          <Flex direction="column" gap="4">
            <LiveResult
              isExplained
              result={result}
              notices={listOtherNotices(
                advice?.notices,
                questionnaire.listQuestions(place.step),
              )}
              onAnswer={place.answer}
            />
            {request && (
              <NextSteps
                request={request}
                encoded={encoded}
                advice={advice}
                invalid={findInvalidAnswer(state.answers, questionnaire.asked)}
              />
            )}
          </Flex>
        }
      >
        <AdvisorQuestions
          place={place}
          state={state}
          questionnaire={questionnaire}
          result={result}
          onChange={setState}
        />
      </FormLayout>
      {advice && adviceRequest && advisor.usualAdvice && (
        <AdvisorResult
          whatIf={{
            ...advisor.whatIf,
            advice,
            profile: adviceRequest.profile,
          }}
          usualAdvice={advisor.usualAdvice}
        />
      )}
    </Flex>
  );
}

/** The questions of an assessment, in its steps. */
function AdvisorQuestions(props: {
  place: ReturnType<typeof useFormPlace<never>>;
  state: WhatIfInput;
  questionnaire: Questionnaire;
  result: LiveAdvice;
  onChange: (state: WhatIfInput) => void;
}) {
  const { place, state, questionnaire, result, onChange } = props;
  const { step, target, previous, next, goTo: onSelect } = place;
  const t = useTexts(advisorPageTexts, formTexts);
  const fields = {
    state,
    target,
    notices: result.advice?.notices,
    onChange,
  };
  return (
    <Section gap="5" title={t('advisor.title')} headingLevel="h2">
      <StepNavigation
        steps={questionnaire.groups}
        listQuestions={questionnaire.listQuestions}
        current={step}
        answers={state.answers}
        onSelect={onSelect}
      />
      <StepHeading step={step} />
      {step === 'key' ? (
        <KeyFields {...fields} questionnaire={questionnaire} />
      ) : (
        <QuestionFields
          {...fields}
          questions={questionnaire.listQuestions(step)}
        />
      )}
      {step === 'workload' && (
        <PlatformField
          platform={state.platform}
          onChange={platform => onChange({ ...state, platform })}
        />
      )}
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
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
            onSelect('key');
          }}
        >
          {t('advisor.startOver')}
        </Button>
      </Flex>
    </Section>
  );
}

/** Explains the advice, and lets people change its weights and assumptions. */
function AdvisorResult(props: {
  whatIf: WhatIf;
  /** With the weights and assumptions of the model. */
  usualAdvice: Advice;
}) {
  const { whatIf, usualAdvice } = props;
  const t = useTexts(advisorPageTexts);
  const [part, setPart] = useState<WhatIfPart>();
  const [section, setSection] = useState<AdviceSection>('why');
  return (
    <Flex direction="column" gap="4">
      {whatIf.isChanged && (
        <Notice
          role="status"
          status="info"
          title={t('advisor.changed.title')}
          description={t('advisor.changed.explanation')}
          customActions={
            <SmallButton onPress={whatIf.reset}>
              {t('advisor.changed.reset')}
            </SmallButton>
          }
        />
      )}
      <AdviceSections
        advice={whatIf.advice}
        profile={whatIf.profile}
        section={section}
        onSelect={(chosen: AdviceSection) => setSection(chosen)}
        onChange={setPart}
      />
      <WhatIfDrawer
        stored={usualAdvice}
        whatIf={whatIf}
        parts={['weights', 'assumptions']}
        part={part}
        onSelect={setPart}
        onClose={() => setPart(undefined)}
      />
    </Flex>
  );
}

/** Explains why the answers of a link are missing. */
function LinkProblem(props: { linked: LinkedRequest }) {
  const { linked } = props;
  const t = useTexts(advisorPageTexts);
  if (linked.kind !== 'broken' && linked.kind !== 'outdated') {
    return null;
  }
  const reason = linked.kind === 'broken' ? linked.reason : undefined;
  return (
    <Notice
      role="alert"
      title={t(`advisor.link.${linked.kind}`)}
      description={
        <>
          {reason && <p>{reason}</p>}
          <p>{t('advisor.link.remedy')}</p>
        </>
      }
    />
  );
}
