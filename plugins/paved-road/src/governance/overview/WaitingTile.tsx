import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Trend } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../../api';
import { formatNumber } from '../../components/formats';
import { TimeAgo } from '../../components/TimeAgo';
import { reviewsRouteRef } from '../../routes';
import { pavedRoadTranslationRef } from '../../translation';
import { useFleetData } from '../useFleetData';
import { ChangeText } from './ChangeText';
import { Tile } from './Tile';
import { countChange } from './tileChange';

/** So many are looked at for the oldest one. */
const LOOKED_AT = 100;

/** How many decisions wait for a review, and since when. */
export function WaitingTile(props: { trend?: Trend }) {
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const decisionsLink = useRouteRef(reviewsRouteRef);
  const waiting = useFleetData(
    () => api.listAssessments({ status: 'submitted', limit: LOOKED_AT }),
    [api],
  );
  const { items = [], totalItems, nextCursor } = waiting.value ?? {};
  const [oldest] = items.map(({ updatedAt }) => updatedAt).sort();
  const change = countChange(props.trend, 'submitted');
  return (
    <Tile
      label={t('overview.waiting')}
      value={totalItems === undefined ? undefined : formatNumber(totalItems)}
      detail={
        oldest &&
        t(
          nextCursor
            ? 'overview.waitingOldestAtLeast'
            : 'overview.waitingOldest',
          {
            age: <TimeAgo at={oldest} />,
          },
        )
      }
      change={change && <ChangeText change={change} />}
      links={
        totalItems
          ? [{ href: decisionsLink(), text: t('overview.waitingLink') }]
          : []
      }
      error={waiting.error}
      onRetry={waiting.retry}
    />
  );
}
