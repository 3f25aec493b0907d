import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Trend } from '@paved-road/plugin-paved-road-common';
import { formatNumber } from '../../components/formats';
import { reviewsRouteRef } from '../../routes';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { ChangeText } from './ChangeText';
import { Tile } from './Tile';
import { countChange } from './tileChange';

/** How many services have an approved decision that should be made anew. */
export function StaleTile(props: { services: number; trend?: Trend }) {
  const { services, trend } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const decisionsLink = useRouteRef(reviewsRouteRef);
  const change = countChange(trend, 'stale');
  return (
    <Tile
      label={t('overview.stale')}
      value={formatNumber(services)}
      change={change && <ChangeText change={change} wanted="down" />}
      links={
        services > 0
          ? [
              {
                href: servicesLink({ stale: true }),
                text: t('overview.staleLink'),
              },
              { href: decisionsLink(), text: t('overview.waitingLink') },
            ]
          : []
      }
    />
  );
}
