import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, TextField } from '@backstage/ui';
import { useRef, useState } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import { Answer } from '../form/answers';
import { parseAnswer } from '../form/answerText';
import styles from './whatIf.module.css';

const format = new Intl.NumberFormat(undefined, {
  maximumSignificantDigits: 12,
});

const formatAmount = (amount: Answer | undefined): string =>
  typeof amount === 'number' ? format.format(amount) : (amount ?? '');

/** A number of the model, however small, that can be changed as one types and be taken back. */
export function AmountField(props: {
  label: string;
  /** The label is said, but not shown: something beside the field shows it. */
  isLabelHidden?: boolean;
  description?: string;
  amount: Answer | undefined;
  isChanged: boolean;
  /** What is wrong with the amount. */
  problem?: string;
  /** Undefined takes back what was changed. */
  onChange: (amount: Answer | undefined) => void;
}) {
  const { label, isLabelHidden, description, amount, isChanged, problem } =
    props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  // Formatted only once it is complete: the text must not change under the fingers.
  const [typed, setTyped] = useState<string>();
  const row = useRef<HTMLDivElement>(null);
  return (
    <div className={styles.row} ref={row}>
      <TextField
        className={styles.field}
        {...(isLabelHidden ? { 'aria-label': label } : { label })}
        description={description}
        inputMode="decimal"
        autoComplete="off"
        validationBehavior="aria"
        validate={() => problem}
        value={typed ?? formatAmount(amount)}
        onFocus={() => setTyped(formatAmount(amount))}
        onChange={text => {
          setTyped(text);
          props.onChange(parseAnswer(text));
        }}
        onBlur={() => setTyped(undefined)}
      />
      {isChanged && (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('whatIf.resetOf', { title: label })}
          onPress={() => {
            // The button goes with the change; the focus must not go with it.
            row.current?.querySelector('input')?.focus();
            setTyped(undefined);
            props.onChange(undefined);
          }}
        >
          {t('whatIf.reset')}
        </Button>
      )}
    </div>
  );
}
