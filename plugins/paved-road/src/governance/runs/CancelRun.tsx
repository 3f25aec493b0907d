import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { pavedRoadTranslationRef } from '../../translation';

/** Cancels a run, once the person has said so twice. */
export function CancelRun(props: {
  cancelling: { loading: boolean; error?: Error };
  /** @returns an error where it was not cancelled */
  onCancel: () => Promise<unknown>;
}) {
  const { cancelling, onCancel } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t('runs.cancel.action')}
      </Button>
      {isOpen && (
        <ConfirmDialog
          title={t('runs.cancel.title')}
          explanation={t('runs.cancel.explanation')}
          confirm={t('runs.cancel.confirm')}
          keep={t('runs.cancel.keep')}
          failed={t('runs.cancel.failed')}
          isPending={cancelling.loading}
          error={cancelling.error}
          onConfirm={async () => {
            if (!((await onCancel()) instanceof Error)) {
              setOpen(false);
            }
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
