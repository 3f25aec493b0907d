import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { formatNumber, formatShare } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import { useServicesLink } from '../services/useServicesLink';
import { useLevelTitles } from '../../levels';
import { ChangeText } from './ChangeText';
import { StaleTile } from './StaleTile';
import styles from './SummaryTiles.module.css';
import { Tile } from './Tile';
import { shareChange } from './tileChange';
import { useTrend } from './useTrend';
import { WaitingTile } from './WaitingTile';
import { WaiversTile } from './WaiversTile';

/** Today and the thirty days before. */
const TREND_DAYS = 31;

/** The fleet in five numbers, and how they changed. */
export function SummaryTiles(props: { byLevel: ScorecardsSummary }) {
  const { totals } = props.byLevel;
  const { entities, targetLevel } = totals;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const levelTitle = useLevelTitles(props.byLevel);
  const servicesLink = useServicesLink();
  const trend = useTrend(TREND_DAYS).value;
  const onTheRoad = shareChange(trend, 'onTheRoad');
  const assessed = shareChange(trend, 'assessed');
  const offTheRoad = entities - totals.onTheRoad;
  return (
    <ul className={styles.tiles} aria-label={t('overview.tiles')}>
      <Tile
        label={t('overview.onTheRoad', { level: levelTitle(targetLevel) })}
        value={formatShare(totals.onTheRoad / entities)}
        detail={t('overview.of', {
          part: formatNumber(totals.onTheRoad),
          total: formatNumber(entities),
        })}
        change={onTheRoad && <ChangeText change={onTheRoad} wanted="up" />}
        links={
          offTheRoad > 0
            ? [
                {
                  href: servicesLink({ below: targetLevel }),
                  text: t('overview.onTheRoadLink', { count: offTheRoad }),
                },
              ]
            : []
        }
      />
      <Tile
        label={t('overview.assessed')}
        value={formatShare(totals.assessed / entities)}
        detail={t('overview.assessedOf', {
          part: formatNumber(totals.assessed),
          total: formatNumber(entities),
        })}
        change={assessed && <ChangeText change={assessed} wanted="up" />}
        links={[
          ...(totals.approved > 0
            ? [
                {
                  href: servicesLink({ assessment: 'approved' }),
                  text: t('overview.approvedLink', { count: totals.approved }),
                },
              ]
            : []),
          {
            href: servicesLink({ assessment: 'none' }),
            text: t('overview.assessedLink'),
          },
        ]}
      />
      <WaitingTile trend={trend} />
      <StaleTile services={totals.stale} trend={trend} />
      <WaiversTile services={totals.waived} trend={trend} />
    </ul>
  );
}
