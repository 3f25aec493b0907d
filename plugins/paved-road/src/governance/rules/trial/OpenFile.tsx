import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { useRef } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { ErrorAlert } from '../../../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../../../translation';
import styles from './RulePackTrial.module.css';

/** Reads a rule pack from a file of the person's own. */
export function OpenFile(props: { onText: (text: string) => void }) {
  const { onText } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const input = useRef<HTMLInputElement>(null);
  const [reading, read] = useAsyncFn(
    async (file: File) => onText(await file.text()),
    [onText],
  );
  return (
    <>
      <Button variant="secondary" onPress={() => input.current?.click()}>
        {t('rules.trial.open')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json"
        aria-label={t('rules.trial.file')}
        tabIndex={-1}
        className={styles.file}
        onChange={event => {
          const [file] = event.target.files ?? [];
          // The same file can be opened again.
          event.target.value = '';
          if (file) {
            void read(file);
          }
        }}
      />
      {reading.error && (
        <ErrorAlert error={reading.error} title={t('rules.trial.openFailed')} />
      )}
    </>
  );
}
