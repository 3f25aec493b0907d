import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Button } from '@backstage/ui';
import { Assessment } from '@paved-road/plugin-paved-road-common';
import { ErrorAlert } from '../../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../../translation';
import { useSaveWhatIf } from './useSaveWhatIf';
import { WhatIf } from './useWhatIf';
import styles from './WhatIfNotice.module.css';
import { WhatIfSummary } from './WhatIfSummary';

/** Says that the page shows what would be, what changes by it, and lets it be taken back or kept. */
export function WhatIfNotice(props: {
  assessment: Assessment;
  whatIf: WhatIf;
  mayEdit: boolean;
  onSaved: (saved: Assessment) => Promise<void>;
  onReset: () => void;
}) {
  const { assessment, whatIf, mayEdit, onSaved, onReset } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [saving, save] = useSaveWhatIf(assessment, whatIf, onSaved);
  if (!whatIf.isChanged) {
    return null;
  }
  return (
    <div className={styles.notice}>
      <Alert
        role="note"
        icon
        status="warning"
        isPending={whatIf.isPending}
        title={t('whatIf.notStored')}
        description={
          // Only the outcome is said aloud: not with every key that another one is on its way.
          <div role="status">
            <WhatIfSummary before={assessment.advice} after={whatIf.advice} />
          </div>
        }
        customActions={
          <>
            <Button size="small" variant="secondary" onPress={onReset}>
              {t('whatIf.reset')}
            </Button>
            {mayEdit && (
              <Button
                size="small"
                isPending={saving.loading}
                isDisabled={whatIf.error !== undefined}
                onPress={save}
              >
                {t('whatIf.save')}
              </Button>
            )}
          </>
        }
      />
      {whatIf.error && (
        <ErrorAlert error={whatIf.error} title={t('whatIf.failed')} />
      )}
      {saving.error && (
        <ErrorAlert error={saving.error} title={t('whatIf.saveFailed')} />
      )}
    </div>
  );
}
