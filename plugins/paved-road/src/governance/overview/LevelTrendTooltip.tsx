import { TrendPoint } from '@paved-road/plugin-paved-road-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { TooltipContentProps } from 'recharts';
import { formatDate, formatNumber } from '../../components/formats';
import { pavedRoadTranslationRef } from '../../translation';
import styles from './LevelTrend.module.css';
import { useTrendTexts } from './useTrendTexts';

/** How the levels stood at the end of the day under the pointer, and what changed on it. */
export function LevelTrendTooltip(
  props: Partial<Pick<TooltipContentProps, 'active' | 'payload'>> & {
    /** Lowest first. */
    levels: string[];
    levelTitle: (level: string) => string;
  },
) {
  const { levels, levelTitle } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const texts = useTrendTexts();
  const day: TrendPoint | undefined = props.payload?.[0]?.payload;
  if (!props.active || !day) {
    return null;
  }
  const causes = texts.causes(day);
  return (
    <div className={styles.tooltip}>
      <b>{formatDate(day.date)}</b>
      {levels.map(level => (
        <div key={level}>
          {t('overview.trend.dayLevel', {
            level: levelTitle(level),
            number: formatNumber(day.levels[level] ?? 0),
          })}
        </div>
      ))}
      <div className={styles.moves}>{texts.moves(day)}</div>
      {causes && <div>{t('overview.trend.dayCauses', { causes })}</div>}
    </div>
  );
}
