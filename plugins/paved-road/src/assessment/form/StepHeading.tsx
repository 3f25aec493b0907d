import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { pavedRoadTranslationRef } from '../../translation';
import { FormStep } from './formSteps';
import styles from './StepHeading.module.css';
import { useFocusOnChange } from './useFocusOnChange';

/** Names the step, and takes the focus when it changes, so that reading goes on here. */
export function StepHeading(props: { step: FormStep; as?: 'h3' | 'h4' }) {
  const { as: Heading = 'h3' } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const heading = useFocusOnChange<HTMLHeadingElement>(props.step);
  return (
    <Heading ref={heading} tabIndex={-1} className={styles.heading}>
      {t(`form.step.${props.step}`)}
    </Heading>
  );
}
