import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/ui';
import { pavedRoadApiRef } from '../../api';
import { formatNumber } from '../../components/formats';
import { StatusChip } from '../../components/StatusChip';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useFleetData } from '../useFleetData';
import { useWaiversLink } from '../waivers/useWaiversLink';
import { Tile } from './Tile';

const WEEK = 7;

/** How many waivers are in force, and how many of them end soon. */
export function WaiversTile(props: {
  /** How many services have a waived check. */
  services: number;
}) {
  const { services } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const api = useApi(pavedRoadApiRef);
  const servicesLink = useServicesLink();
  const waiversLink = useWaiversLink();
  const waivers = useFleetData(
    () =>
      Promise.all([
        api.listWaivers({ status: 'approved', limit: 1 }),
        api.listWaivers({
          status: 'approved',
          expiringWithinDays: WEEK,
          limit: 1,
        }),
      ]),
    [api],
  );
  const [active, expiring] =
    waivers.value?.map(({ totalItems }) => totalItems) ?? [];
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
