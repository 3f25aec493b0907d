import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { Trend } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { pavedRoadApiRef } from '../../api';
import { formatNumber } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetData } from '../useFleetData';
import { useWaiversLink } from '../waivers/useWaiversLink';
import { ChangeText } from './ChangeText';
import { Tile } from './Tile';
import { firstKnownDay } from './tileChange';

const WEEK = 7;
const CHANGE_DAYS = 30;

/** How many waivers are in force, how that changed, and how many of them end soon. */
export function WaiversTile(props: {
  /** How many services have a waived check. */
  services: number;
  trend?: Trend;
}) {
  const { services, trend } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const servicesLink = useServicesLink();
  const waiversLink = useWaiversLink();
  const waivers = useWaiverCounts();
  const { active, expiring, by, since } = waivers.value ?? {};
  const firstDay = firstKnownDay(trend);
  // Nobody could ask for one before that.
  const isKnown =
    since !== undefined && firstDay !== undefined && firstDay <= since;
  return (
    <Tile
      label={t('overview.waivers')}
      value={active === undefined ? undefined : formatNumber(active)}
      detail={
        expiring ? (
          <Link
            href={waiversLink({ status: 'approved', expiringWithinDays: WEEK })}
          >
            <StatusChip tone="warning">
              {t('overview.waiversExpiring', { count: expiring })}
            </StatusChip>
          </Link>
        ) : undefined
      }
      change={
        isKnown &&
        by !== undefined && (
          <ChangeText
            change={{ by, isShare: false, since, days: CHANGE_DAYS }}
            wanted="down"
          />
        )
      }
      links={[
        ...(active
          ? [
              {
                href: waiversLink({ status: 'approved' }),
                text: t('overview.waiversLink'),
              },
            ]
          : []),
        ...(services > 0
          ? [
              {
                href: servicesLink({ state: 'waived' }),
                text: t('overview.waivedLink', { count: services }),
              },
            ]
          : []),
      ]}
      error={waivers.error}
      onRetry={waivers.retry}
    />
  );
}

/** How many are in force and end soon, and how many more than before. */
function useWaiverCounts() {
  const api = useApi(pavedRoadApiRef);
  return useFleetData(async () => {
    const since = DateTime.utc().minus({ days: CHANGE_DAYS });
    const pages = await Promise.all([
      api.listWaivers({ status: 'approved', limit: 1 }),
      api.listWaivers({
        status: 'approved',
        expiringWithinDays: WEEK,
        limit: 1,
      }),
      api.listWaivers({ inForceAt: since.toISO(), limit: 1 }),
    ]);
    const [active, expiring, before] = pages.map(page => page.totalItems);
    return { active, expiring, by: active - before, since: since.toISODate() };
  }, [api]);
}
