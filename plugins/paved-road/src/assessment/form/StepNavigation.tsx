import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useBreakpoint } from '@backstage/ui';
import Step from '@material-ui/core/Step';
import StepButton from '@material-ui/core/StepButton';
import Stepper from '@material-ui/core/Stepper';
import { questions } from '@paved-road/plugin-paved-road-common';
import { pavedRoadTranslationRef } from '../../translation';
import { Answers } from './answers';
import { FormStep, formSteps } from './formSteps';
import styles from './StepNavigation.module.css';

/** Shows how far each step is and goes to any of them. */
export function StepNavigation(props: {
  current: FormStep;
  answers: Answers;
  onSelect: (step: FormStep) => void;
}) {
  const { current, answers, onSelect } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const { up } = useBreakpoint();
  return (
    <nav aria-label={t('form.steps')}>
      <Stepper
        nonLinear
        activeStep={formSteps.indexOf(current)}
        orientation={up('sm') ? 'horizontal' : 'vertical'}
        className={styles.stepper}
      >
        {formSteps.map(step => {
          const asked = questions.filter(question => question.step === step);
          const answered = asked.filter(
            ({ path }) => answers[path] !== undefined,
          );
          return (
            <Step
              key={step}
              completed={asked.length > 0 && answered.length === asked.length}
            >
              <StepButton
                aria-current={step === current ? 'step' : undefined}
                onClick={() => onSelect(step)}
                optional={
                  asked.length > 0 && (
                    <span className={styles.progress}>
                      {t('form.answered', {
                        answered: String(answered.length),
                        total: String(asked.length),
                      })}
                    </span>
                  )
                }
              >
                {t(`form.step.${step}`)}
              </StepButton>
            </Step>
          );
        })}
      </Stepper>
    </nav>
  );
}
