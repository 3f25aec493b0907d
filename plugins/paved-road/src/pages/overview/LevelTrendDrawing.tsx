import { Trend, TrendPoint } from '@paved-road/plugin-paved-road-common';
import { Area, Line, XAxis, YAxis } from 'recharts';
import { axisLook, Chart, lineLook } from '../../ui/components/Chart';
import { formatDate, formatDay, formatNumber } from '../../ui/formats';
import { RankedLevel, useLevelColors } from '../../ui/levels';
import { overviewTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
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
    <Chart
      data={trend.points}
      margin={{ top: 8, right: 8 }}
      tooltip={day => (
        <Day
          day={day}
          levels={levels}
          levelTitle={level => levelOf(level).title}
        />
      )}
    >
      <XAxis
        dataKey="date"
        tickFormatter={formatDay}
        minTickGap={40}
        {...axisLook}
      />
      <YAxis allowDecimals={false} width={40} {...axisLook} />
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
        {...lineLook}
        strokeDasharray="5 3"
      />
    </Chart>
  );
}

/** The levels at the end of a day, and the changes of the day. */
function Day(props: {
  day: TrendPoint;
  /** Lowest first. */
  levels: string[];
  levelTitle: (level: string) => string;
}) {
  const { day, levels, levelTitle } = props;
  const t = useTexts(overviewTexts);
  const causesText = useCausesText();
  const causes = causesText(day);
  return (
    <>
      <b>{formatDate(day.date)}</b>
      {levels.map(level => (
        <div key={level}>
          {t('overview.trend.dayLevel', {
            level: levelTitle(level),
            number: formatNumber(day.levels[level] ?? 0),
          })}
        </div>
      ))}
      <div>
        {day.raised === 0 && day.lowered === 0
          ? t('overview.trend.dayQuiet')
          : t('overview.trend.moves', {
              levelUps: t('overview.trend.levelUps', { count: day.raised }),
              falls: t('overview.trend.falls', { count: day.lowered }),
            })}
      </div>
      {causes && <div>{t('overview.trend.dayCauses', { causes })}</div>}
    </>
  );
}
