import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, NumberField, ToggleButton } from '@backstage/ui';
import { AnswerKind } from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { isAllowedNumber } from './answers';
import styles from './NumberQuestionField.module.css';

const integerFormat = { useGrouping: true, maximumFractionDigits: 0 };
const decimalFormat = { useGrouping: true, maximumFractionDigits: 6 };

/** A number with its unit; one out of range is kept and named, not bent into the range. */
export function NumberQuestionField(props: {
  title: string;
  help: string;
  allowed: Extract<AnswerKind, { kind: 'number' }>;
  answer?: number;
  onChange: (answer: number | undefined) => void;
}) {
  const { title, help, allowed, answer, onChange } = props;
  const { min, max, unit, integer, exclusiveMin, step } = allowed;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const range = { unit, min: formatNumber(min), max: formatNumber(max) };
  const problem = () => {
    if (integer) {
      return t('form.problem.integer', range);
    }
    return exclusiveMin
      ? t('form.problem.exclusive', range)
      : t('form.problem.range', range);
  };
  return (
    <Flex align="end" gap="2">
      <Flex grow={1}>
        <NumberField
          label={t('form.numberLabel', { question: title, unit })}
          description={help}
          placeholder={t('form.notSure')}
          formatOptions={integer ? integerFormat : decimalFormat}
          step={step}
          minValue={min}
          commitBehavior="validate"
          validationBehavior="aria"
          validate={value =>
            Number.isNaN(value) || isAllowedNumber(allowed, value)
              ? undefined
              : problem()
          }
          value={answer ?? NaN}
          onChange={value => onChange(Number.isNaN(value) ? undefined : value)}
        />
      </Flex>
      <ToggleButton
        className={styles.notSure}
        aria-label={t('form.notSureAbout', { question: title })}
        isSelected={answer === undefined}
        onChange={isNotSure => isNotSure && onChange(undefined)}
      >
        {t('form.notSure')}
      </ToggleButton>
    </Flex>
  );
}
