import { FactSeries } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { axisLook } from '../../ui/components/ChartFigure';
import {
  formatBesideOther,
  formatDate,
  formatDay,
  formatMeasure,
} from '../../ui/formats';
import styles from './facts.module.css';

type Point = FactSeries['points'][number];

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function FactHistoryDrawing(props: { series: FactSeries }) {
  const { points, unit = '' } = props.series;
  // Keep days without a value, because skipping them would distort the line.
  const data = points.map(point => ({
    ...point,
    time: DateTime.fromISO(point.at).toMillis(),
  }));
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={data}
        margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
        <XAxis
          dataKey="time"
          type="number"
          scale="time"
          domain={['dataMin', 'dataMax']}
          tickFormatter={(time: number) =>
            formatDay(new Date(time).toISOString())
          }
          minTickGap={40}
          {...axisLook}
        />
        <YAxis
          width="auto"
          domain={[(lowest: number) => Math.min(lowest, 0), 'auto']}
          tickFormatter={(value: number) => formatBesideOther(value, unit)}
          {...axisLook}
        />
        <Tooltip
          isAnimationActive={false}
          content={<PointTooltip unit={unit} />}
        />
        <Line
          dataKey="value"
          stroke="var(--bui-fg-primary)"
          strokeWidth={2}
          dot={data.length === 1}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function PointTooltip(
  props: Partial<Pick<TooltipContentProps, 'active' | 'payload'>> & {
    unit: string;
  },
) {
  const point: Point | undefined = props.payload?.[0]?.payload;
  return props.active && point ? (
    <div className={styles.tooltip}>
      <b>{formatMeasure(point.value, props.unit)}</b> {formatDate(point.at)}
    </div>
  ) : null;
}
