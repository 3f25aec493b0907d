import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button, Flex, Text } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import {
  FormEvent,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { ErrorAlert } from '../../components/ErrorAlert';
import { formatDateTime } from '../../components/formats';
import { Section } from '../../components/Section';
import { pavedRoadTranslationRef } from '../../translation';
import { ConflictAlert, isConflict } from '../ConflictAlert';
import styles from './AssessmentForm.module.css';
import { findProblem, FormProblem } from './formProblem';
import { adviceOf, baseOf, FormOrigin } from './formState';
import { FormStep, formSteps } from './formSteps';
import { LiveResult } from './LiveResult';
import { StepFields } from './StepFields';
import { StepNavigation } from './StepNavigation';
import { useAssessmentForm } from './useAssessmentForm';

/** Asks the questions in short steps, with the result so far beside them, and then for a decision. */
export function AssessmentForm(props: {
  userRef: string;
  entityRef: string;
  origin: FormOrigin;
  onSaved: (saved: Assessment) => void;
  onClose: () => void;
  onReload: () => void;
}) {
  const { origin, onClose, onReload } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const form = useAssessmentForm(props);
  const { state, saving } = form;
  const [step, setStep] = useState<FormStep>(formSteps[0]);
  const [problem, setProblem] = useState<FormProblem>();
  const heading = useFocusOnChange(step);

  const base = baseOf(origin);
  const deferredState = useDeferredValue(state);
  const advice = useMemo(
    () => adviceOf(deferredState, base),
    [deferredState, base],
  );

  const save = (target: 'same' | 'new') => {
    const current = adviceOf(state, base);
    const found = findProblem(state, current);
    setProblem(found);
    if (found) {
      setStep(found.step);
    } else if (current) {
      form.save(current, target);
    }
  };
  const next = formSteps[formSteps.indexOf(step) + 1];
  const previous = formSteps[formSteps.indexOf(step) - 1];
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (next) {
      setStep(next);
    } else {
      save('same');
    }
  };

  return (
    <div className={styles.layout}>
      <Section
        title={t(origin.kind === 'draft' ? 'form.editTitle' : 'form.newTitle')}
        headingLevel="h2"
      >
        <Flex direction="column" gap="4">
          {form.restoredAt && (
            <Alert
              role="status"
              icon
              status="info"
              title={t('form.restored', {
                date: formatDateTime(form.restoredAt),
              })}
              customActions={
                <Button size="small" variant="secondary" onPress={form.discard}>
                  {t('form.discard')}
                </Button>
              }
            />
          )}
          <StepNavigation
            current={step}
            answers={state.answers}
            onSelect={setStep}
          />
          <form onSubmit={onSubmit} noValidate>
            <Flex direction="column" gap="5">
              <h3 ref={heading} tabIndex={-1} className={styles.heading}>
                {t(`form.step.${step}`)}
              </h3>
              {problem && <ProblemAlert problem={problem} />}
              <StepFields
                step={step}
                state={state}
                advice={advice}
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
              <Flex gap="2" className={styles.buttons}>
                {previous && (
                  <Button variant="secondary" onPress={() => setStep(previous)}>
                    {t('form.back')}
                  </Button>
                )}
                {next && <Button type="submit">{t('form.next')}</Button>}
                <Button
                  variant={next ? 'secondary' : 'primary'}
                  isPending={saving.loading}
                  onPress={() => save('same')}
                >
                  {t('form.save')}
                </Button>
                <Button variant="tertiary" onPress={onClose}>
                  {t('form.close')}
                </Button>
              </Flex>
              {form.hasUnsavedChanges && !form.restoredAt && (
                <Flex align="center" gap="2">
                  <Text as="p" color="secondary" variant="body-small">
                    {t('form.kept')}
                  </Text>
                  <Button
                    size="small"
                    variant="tertiary"
                    onPress={form.discard}
                  >
                    {t('form.discardNow')}
                  </Button>
                </Flex>
              )}
            </Flex>
          </form>
        </Flex>
      </Section>
      <div className={styles.aside}>
        <LiveResult advice={advice} />
      </div>
    </div>
  );
}

function ProblemAlert(props: { problem: FormProblem }) {
  const { problem } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Alert
      role="alert"
      icon
      status="danger"
      title={
        problem.kind === 'answer'
          ? t('form.problem.answer', { question: problem.question.title })
          : t(`form.problem.${problem.kind}`)
      }
    />
  );
}

function SaveError(props: {
  error: Error;
  onReload: () => void;
  onSaveAsNew: () => void;
}) {
  const { error, onReload, onSaveAsNew } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return isConflict(error) ? (
    <ConflictAlert
      error={error}
      remedy={t('conflict.keepOrReload')}
      onReload={onReload}
      otherActions={
        <Button size="small" onPress={onSaveAsNew}>
          {t('conflict.saveAsNew')}
        </Button>
      }
    />
  ) : (
    <ErrorAlert error={error} title={t('form.saveFailed')} />
  );
}

/** Moves the focus to a heading when what stands below it changes, but not at first. */
function useFocusOnChange(content: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(content);
  useEffect(() => {
    if (shown.current !== content) {
      shown.current = content;
      heading.current?.focus();
    }
  }, [content]);
  return heading;
}
