import { Trend, TrendPoint } from '@paved-road/plugin-paved-road-common';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { axisLook } from '../../components/ChartFigure';
import { formatDay } from '../../components/formats';
import { RankedLevel, useLevelColors } from '../../levels';
import { levelIdsOf } from './levelSeries';
import { LevelTrendTooltip } from './LevelTrendTooltip';

/** Loaded apart, so that the numbers do not wait for it. */
export default function LevelTrendDrawing(props: {
  trend: Trend;
  levelOf: (level: string) => RankedLevel;
}) {
  const { trend, levelOf } = props;
  const colorsOf = useLevelColors();
  const levels = levelIdsOf(trend);
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
            <LevelTrendTooltip
              levels={levels}
              levelTitle={level => levelOf(level).title}
            />
          }
        />
        {/* The highest level at the bottom, so that those on the road stand on the axis. */}
        {levels
          .map(level => (
            <Area
              key={level}
              dataKey={(day: TrendPoint) => day.levels[level] ?? 0}
              stackId="levels"
              stroke="var(--bui-bg-app)"
              strokeWidth={1}
              fill={colorsOf(levelOf(level)).fill}
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
