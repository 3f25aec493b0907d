import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { ErrorAlert } from '../../components/ErrorAlert';
import { pavedRoadTranslationRef } from '../../translation';
import { ConflictAlert, isConflict } from '../ConflictAlert';

/** Why a form was not saved, and the way out when somebody else has changed the draft. */
export function SaveError(props: {
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
