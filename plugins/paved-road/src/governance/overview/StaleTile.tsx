import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { pavedRoadApiRef } from '../../api';
import { formatNumber } from '../../components/formats';
import { decisionsRouteRef } from '../../routes';
import { pavedRoadTranslationRef } from '../../translation';
import { useFleetData } from '../useFleetData';
import { Tile } from './Tile';

/** How many approved decisions should be made anew. No history of it is kept. */
export function StaleTile() {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const decisionsLink = useRouteRef(decisionsRouteRef);
  const stale = useFleetData(
    () => api.listAssessments({ status: 'approved', stale: true, limit: 1 }),
    [api],
  );
  const count = stale.value?.totalItems;
  return (
    <Tile
      label={t('overview.stale')}
      value={count === undefined ? undefined : formatNumber(count)}
      links={
        count
          ? [{ href: decisionsLink(), text: t('overview.waitingLink') }]
          : []
      }
      error={stale.error}
      onRetry={stale.retry}
    />
  );
}
