import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Flex, TextField, ToggleButton } from '@backstage/ui';
import { useState } from 'react';
import { useAfterPress } from '../../components/useAfterPress';
import { pavedRoadTranslationRef } from '../../translation';
import { Answer } from './answers';
import { formatAnswer, parseAnswer } from './answerText';
import { AllowedNumber, numberProblem } from './numberProblem';
import styles from './NumberQuestionField.module.css';

/**
 * A number with its unit. What cannot be used is kept and named, not bent into the range or swallowed
 * while it is typed: of "-5" and "1e18" nothing else must remain.
 */
export function NumberQuestionField(props: {
  title: string;
  help: string;
  allowed: AllowedNumber;
  answer?: Answer;
  onChange: (answer: Answer | undefined) => void;
}) {
  const { title, help, allowed, answer, onChange } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const problem = numberProblem(allowed, answer, t);
  // Formatted only once it is complete: the text must not change under the fingers.
  const [typed, setTyped] = useState<string>();
  // What is said below the field then moves what follows.
  const afterPress = useAfterPress();
  const isTyping = typed !== undefined;
  return (
    <Flex align="end" gap="2">
      <Flex grow={1}>
        <TextField
          className={styles.field}
          label={t('form.numberLabel', { question: title, unit: allowed.unit })}
          description={help}
          placeholder={t('form.notSure')}
          inputMode={allowed.integer ? 'numeric' : 'decimal'}
          autoComplete="off"
          validationBehavior="aria"
          validate={() => (isTyping ? undefined : problem)}
          value={typed ?? formatAnswer(answer)}
          onFocus={() => setTyped(formatAnswer(answer))}
          onChange={text => {
            setTyped(text);
            onChange(parseAnswer(text));
          }}
          onBlur={() => afterPress(() => setTyped(undefined))}
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
