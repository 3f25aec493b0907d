import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { useEffect } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../api';
import { downloadFile } from '../../components/downloadFile';
import { pavedRoadTranslationRef } from '../../translation';
import { ServicesQuery } from './servicesQuery';

/** Downloads all services that match, not only the page that is shown. */
export function ExportButton(props: {
  query: ServicesQuery;
  isDisabled: boolean;
  onError: (error: Error | undefined) => void;
}) {
  const { query, isDisabled, onError } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const [{ loading, error }, download] = useAsyncFn(async () => {
    const { limit, ...filters } = query;
    downloadFile(
      t('services.exportFile', { date: DateTime.now().toISODate() }),
      await api.exportScorecards(filters),
    );
  }, [api, query, t]);
  useEffect(() => onError(error), [error, onError]);
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine aria-hidden />}
      isDisabled={isDisabled}
      isPending={loading}
      onPress={download}
    >
      {t('services.export')}
    </Button>
  );
}
