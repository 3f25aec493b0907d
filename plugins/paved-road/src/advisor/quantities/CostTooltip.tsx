import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { plainPatterns } from '@paved-road/plugin-paved-road-common';
import { TooltipContentProps } from 'recharts';
import { formatShortNumber, formatUsd } from '../../components/formats';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';
import { CostChartPoint } from './costChart';
import styles from './CostTooltip.module.css';

/** What each pattern costs at the volume under the pointer. */
export function CostTooltip(
  props: Partial<Pick<TooltipContentProps, 'active' | 'payload'>>,
) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const point: CostChartPoint | undefined = props.payload?.[0]?.payload;
  if (!props.active || !point) {
    return null;
  }
  return (
    <div className={styles.tooltip}>
      <b>
        {t('cost.requests', {
          requests: formatShortNumber(point.requestsPerMonth),
        })}
      </b>
      {plainPatterns.map(pattern => {
        const range = point.ranges[pattern];
        return (
          range && (
            <div key={pattern}>
              {t('cost.point', {
                pattern: titles.pattern(pattern),
                mid: formatUsd(range.mid),
                low: formatUsd(range.low),
                high: formatUsd(range.high),
              })}
            </div>
          )
        );
      })}
    </div>
  );
}
