import { useBreakpoint } from '@backstage/ui';
import Step from '@material-ui/core/Step';
import StepButton from '@material-ui/core/StepButton';
import Stepper from '@material-ui/core/Stepper';
import { Question } from '@paved-road/plugin-paved-road-common';
import { isOptional } from '@paved-road/plugin-paved-road-common/advisor';
import { formTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { Answers, isValidAnswer, limit } from './answers';
import styles from './form.module.css';
import { FormStep } from './formState';
import { useFocusOnChange } from '../../ui/browser/useFocusOnChange';

/** Shows the progress of each step, with links to the steps. */
export function StepNavigation<S extends FormStep>(props: {
  steps: readonly S[];
  listQuestions: (step: S) => readonly Question[];
  current: S;
  answers: Answers;
  /** Steps with changed answers. */
  changed?: Question[];
  onSelect: (step: S) => void;
}) {
  const { steps, listQuestions, current, answers } = props;
  const { changed = [], onSelect } = props;
  const t = useTexts(formTexts);
  const { up } = useBreakpoint();
  const stepTitle = (step: FormStep) => t(`form.step.${step}`);
  return (
    <nav aria-label={t('form.steps')}>
      <Stepper
        nonLinear
        activeStep={steps.indexOf(current)}
        orientation={up('sm') ? 'horizontal' : 'vertical'}
        className={styles.stepper}
      >
        {steps.map(step => {
          const isAnswered = (question: Question) => {
            const answer = answers[question.path];
            return (
              answer !== undefined &&
              isValidAnswer(limit(question, answers), answer)
            );
          };
          const questions = listQuestions(step);
          const counted = questions.filter(
            question => !isOptional(question.path) || isAnswered(question),
          );
          const answered = counted.filter(isAnswered);
          const changedHere = changed.filter(question =>
            questions.includes(question),
          ).length;
          return (
            <Step
              key={step}
              className={styles.step}
              completed={
                counted.length > 0 && answered.length === counted.length
              }
            >
              <StepButton
                style={{ textAlign: 'start' }}
                aria-current={step === current ? 'step' : undefined}
                onClick={() => onSelect(step)}
                optional={
                  counted.length > 0 && (
                    <span className={styles.progress}>
                      {t('form.answered', {
                        answered: String(answered.length),
                        total: String(counted.length),
                      })}
                      {changedHere > 0 && (
                        <b className={styles.changed}>
                          {t('form.changed.inStep', { count: changedHere })}
                        </b>
                      )}
                    </span>
                  )
                }
              >
                {stepTitle(step)}
              </StepButton>
            </Step>
          );
        })}
      </Stepper>
    </nav>
  );
}

/** Heading of the step; takes the focus when the step changes. */
export function StepHeading(props: { step: FormStep }) {
  const t = useTexts(formTexts);
  const heading = useFocusOnChange<HTMLHeadingElement>(props.step);
  return (
    <h3 ref={heading} tabIndex={-1} className={styles.heading}>
      {t(`form.step.${props.step}`)}
    </h3>
  );
}
