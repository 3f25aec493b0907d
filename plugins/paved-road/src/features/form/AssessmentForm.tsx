import { Button, Flex, Text } from '@backstage/ui';
import { Notice } from '../../ui/components/Notice';
import { Assessment, Measured } from '@paved-road/plugin-paved-road-common';
import { FormEvent, useEffect, useRef } from 'react';
import { Loading } from '../../ui/components/Loading';
import { Section } from '../../ui/components/Section';
import { formatDateTime } from '../../ui/formats';
import { LiveAdvice } from '../../data/model/useAdvice';
import { useData } from '../../data/queries/useData';
import { useModel } from '../../ui/model';
import { formTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useCatalogFacts } from '../../data/assessments/useEntityAssessments';
import { ChangedAnswers, changedAnswers } from './ChangedAnswers';
import { DecisionFields } from './DecisionFields';
import { FoundProblem } from './formProblem';
import { FormStatus, ProblemAlert, SaveError } from './FormStatus';
import { FormLayout, listOtherNotices, LiveResult } from './LiveResult';
import { PlatformField } from './PlatformField';
import { KeyFields, QuestionFields } from './QuestionFields';
import { StepHeading, StepNavigation } from './StepNavigation';
import {
  FormOrigin,
  FormState,
  FormStep,
  suggestFromMeasured,
  Suggestions,
  suggestFromCatalog,
} from './formState';
import { useAssessmentForm } from './useAssessmentForm';
import { Row } from '../../ui/components/Layout';
import { SmallButton } from '../../ui/components/SmallButton';
import { Questionnaire, QuestionTarget } from './useQuestionnaire';

export function AssessmentForm(props: {
  /** Entity reference of the person. */
  userRef: string;
  entityRef: string;
  origin: FormOrigin;
  /** Path of the question to begin with. */
  startAt?: string;
  onSaved: (saved: Assessment) => Promise<void>;
  onClose: () => void;
  onReload: () => void;
}) {
  const facts = useCatalogFacts(props.entityRef);
  const measured = useOriginMeasurements(props.origin);
  const { questions } = useModel();
  return facts.loading || (measured.loading && !measured.value) ? (
    <Loading />
  ) : (
    <LoadedAssessmentForm
      {...props}
      suggestions={{
        ...suggestFromCatalog(facts.value, questions),
        ...(measured.value && suggestFromMeasured(measured.value, questions)),
      }}
      suggestionsError={facts.error}
      measured={measured.value}
      measuredError={measured.error}
    />
  );
}

/** Measurements of the previous assessment, if the new one starts from them. */
function useOriginMeasurements(origin: FormOrigin) {
  const id =
    origin.kind === 'new' && origin.isMeasured
      ? origin.previous?.id
      : undefined;
  return useData(['originMeasured', id], async api =>
    id === undefined ? undefined : await api.getMeasured(id),
  );
}

/** Questions in short steps with a live result, then the decision. */
function LoadedAssessmentForm(props: {
  userRef: string;
  entityRef: string;
  origin: FormOrigin;
  startAt?: string;
  suggestions: Suggestions;
  /** Why the catalog suggests nothing. */
  suggestionsError?: Error;
  measured?: Measured;
  /** Why no measurements could be loaded. */
  measuredError?: Error;
  onSaved: (saved: Assessment) => Promise<void>;
  onClose: () => void;
  onReload: () => void;
}) {
  const { origin, suggestions, suggestionsError, measuredError } = props;
  const { onClose, onReload } = props;
  const t = useTexts(formTexts);
  const { questions } = useModel();
  const changed = changedAnswers(questions, suggestions);
  const form = useAssessmentForm({
    ...props,
    startAt: props.startAt ?? changed[0]?.question.path,
  });
  const { state, place, problem, questionnaire, result, saving, save } = form;
  const { step, previous, next, goTo: setStep } = place;
  const shown = questionnaire.listQuestions(step);
  const focus = useProblemFocus(problem);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // On the last step, Enter must not submit for review: only the button does.
    if (next) {
      setStep(next);
    }
  };

  return (
    <FormLayout
      aside={
        <LiveResult
          result={result}
          notices={listOtherNotices(result.advice?.notices, shown)}
          onAnswer={place.answer}
        />
      }
    >
      <Section
        gap="4"
        title={t(origin.kind === 'draft' ? 'form.editTitle' : 'form.newTitle')}
        headingLevel="h2"
      >
        {form.restoredAt && (
          <Notice
            role="status"
            status="info"
            title={t('form.restored', {
              date: formatDateTime(form.restoredAt),
            })}
            customActions={
              <SmallButton onPress={form.discard}>
                {t('form.discard')}
              </SmallButton>
            }
          />
        )}
        {suggestionsError && (
          <Notice
            role="status"
            status="info"
            title={t('form.suggestion.failed')}
            description={t('form.suggestion.failedConsequence')}
          />
        )}
        {props.measured && (
          <ChangedAnswers changed={changed} onSelect={place.answer} />
        )}
        {measuredError && (
          <Notice
            role="status"
            title={t('form.suggestion.measuredFailed')}
            description={t('form.suggestion.measuredFailedConsequence')}
          />
        )}
        <StepNavigation
          steps={[...questionnaire.groups, 'decision']}
          listQuestions={questionnaire.listQuestions}
          current={step}
          answers={state.answers}
          changed={changed.map(({ question }) => question)}
          onSelect={setStep}
        />
        <form ref={focus.form} onSubmit={onSubmit} noValidate>
          <Flex direction="column" gap="5">
            <StepHeading step={step} />
            {problem && (
              <ProblemAlert alertRef={focus.alert} problem={problem} />
            )}
            <StepFields
              step={step}
              target={place.target}
              state={state}
              questionnaire={questionnaire}
              result={result}
              suggestions={suggestions}
              onChange={form.change}
            />
            {saving.error && (
              <SaveError
                error={saving.error}
                onReload={() => {
                  form.forget();
                  onReload();
                }}
                onSaveAsNew={() => save('new')}
              />
            )}
            <Row align="stretch">
              {next ? (
                <Button type="submit">{t('form.next')}</Button>
              ) : (
                <Button
                  isPending={saving.isPending}
                  onPress={() => save('same', true)}
                >
                  {t('form.submit')}
                </Button>
              )}
              {previous && (
                <Button variant="secondary" onPress={() => setStep(previous)}>
                  {t('form.back')}
                </Button>
              )}
              <Button
                variant="secondary"
                isDisabled={saving.isPending}
                onPress={() => save('same')}
              >
                {t('form.save')}
              </Button>
              <Button variant="tertiary" onPress={onClose}>
                {t('form.close')}
              </Button>
            </Row>
            <FormStatus
              keptAt={form.keptAt}
              savedAt={
                origin.kind === 'draft' ? origin.draft.updatedAt : undefined
              }
              onDiscard={form.restoredAt ? undefined : form.discard}
            />
          </Flex>
        </form>
      </Section>
    </FormLayout>
  );
}

function StepFields(props: {
  step: FormStep;
  target?: QuestionTarget;
  state: FormState;
  questionnaire: Questionnaire;
  result: LiveAdvice;
  suggestions: Suggestions;
  onChange: (state: FormState) => void;
}) {
  const { step, state, questionnaire, result, onChange } = props;
  const { advice, isPending } = result;
  const t = useTexts(formTexts);
  const shared = { ...props, notices: advice?.notices };
  if (step === 'key') {
    return <KeyFields {...shared} />;
  }
  if (step !== 'decision') {
    return (
      <>
        <QuestionFields
          {...shared}
          questions={questionnaire.listQuestions(step)}
        />
        {step === 'workload' && (
          <PlatformField
            platform={state.platform}
            onChange={platform => onChange({ ...state, platform })}
          />
        )}
      </>
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

/**
 * After a failed attempt to save, moves the focus to an invalid field, or to the alert that explains the problem.
 * Both may be far from the button.
 */
function useProblemFocus(problem: FoundProblem | undefined) {
  const form = useRef<HTMLFormElement>(null);
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The question of a wrong answer takes the focus itself.
    if (!problem || (problem.kind === 'answer' && problem.isShown)) {
      return;
    }
    const field = problem.isShown
      ? form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
      : undefined;
    const target = field ?? alert.current;
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'center' });
  }, [problem]);
  return { form, alert };
}
