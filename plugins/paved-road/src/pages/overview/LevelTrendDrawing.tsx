import { Trend, TrendPoint } from '@paved-road/plugin-paved-road-common';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { axisLook } from '../../ui/components/ChartFigure';
import { formatDate, formatDay, formatNumber } from '../../ui/formats';
import { RankedLevel, useLevelColors } from '../../ui/levels';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './overview.module.css';
import { listLevelIdsWithNone, useCausesText } from './trend';

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function LevelTrendDrawing(props: {
  trend: Trend;
  levelOf: (level: string) => RankedLevel;
}) {
  const { trend, levelOf } = props;
  const getColors = useLevelColors();
  const levels = listLevelIdsWithNone(trend);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={trend.points}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
        <XAxis
          dataKey="date"
          tickFormatter={formatDay}
          minTickGap={40}
          {...axisLook}
        />
        <YAxis allowDecimals={false} width={40} {...axisLook} />
        <Tooltip
          isAnimationActive={false}
          content={
            <DayTooltip
              levels={levels}
              levelTitle={level => levelOf(level).title}
            />
          }
        />
        {/* The highest level at the bottom, so that levels on the road start at the axis. */}
        {levels
          .map(level => (
            <Area
              key={level}
              dataKey={(day: TrendPoint) => day.levels[level] ?? 0}
              stackId="levels"
              stroke="var(--bui-bg-app)"
              strokeWidth={1}
              fill={getColors(levelOf(level)).fill}
              fillOpacity={1}
              activeDot={false}
              isAnimationActive={false}
            />
          ))
          .reverse()}
        <Line
          dataKey={(day: TrendPoint) => day.totals.onTheRoad}
          stroke="var(--bui-fg-primary)"
          strokeWidth={2}
          strokeDasharray="5 3"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** The levels at the end of the day under the pointer, and the changes of the day. */
function DayTooltip(
  props: Partial<Pick<TooltipContentProps, 'active' | 'payload'>> & {
    /** Lowest first. */
    levels: string[];
    levelTitle: (level: string) => string;
  },
) {
  const { levels, levelTitle } = props;
  const t = useTexts(overviewTexts);
  const causesText = useCausesText();
  const day: TrendPoint | undefined = props.payload?.[0]?.payload;
  if (!props.active || !day) {
    return null;
  }
  const causes = causesText(day);
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
      <div className={styles.moves}>
        {day.raised === 0 && day.lowered === 0
          ? t('overview.trend.dayQuiet')
          : t('overview.trend.moves', {
              levelUps: t('overview.trend.levelUps', { count: day.raised }),
              falls: t('overview.trend.falls', { count: day.lowered }),
            })}
      </div>
      {causes && <div>{t('overview.trend.dayCauses', { causes })}</div>}
    </div>
  );
}
