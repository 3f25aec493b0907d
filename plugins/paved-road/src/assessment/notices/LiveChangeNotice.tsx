import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { pavedRoadTranslationRef } from '../../translation';

/** Says, above an open form, that somebody changed what the form started from. */
export function LiveChangeNotice() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  return (
    <Alert
      role="status"
      icon
      status="info"
      title={t('liveChange.title')}
      description={t('liveChange.form')}
    />
  );
}
