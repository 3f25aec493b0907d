import { FactSeries } from '@paved-road/plugin-paved-road-common';
import { DateTime } from 'luxon';
import { Line, XAxis, YAxis } from 'recharts';
import { axisLook, Chart, lineLook } from '../../ui/components/Chart';
import {
  formatBesideOther,
  formatDate,
  formatDay,
  formatMeasure,
} from '../../ui/formats';

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function FactHistoryDrawing(props: { series: FactSeries }) {
  const { points, unit = '' } = props.series;
  // Keep days without a value, because skipping them would distort the line.
  const data = points.map(point => ({
    ...point,
    time: DateTime.fromISO(point.at).toMillis(),
  }));
  return (
    <Chart
      data={data}
      margin={{ top: 8, right: 16 }}
      tooltip={({ value, at }) => (
        <>
          <b>{formatMeasure(value, unit)}</b> {formatDate(at)}
        </>
      )}
    >
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
      <Line
        dataKey="value"
        stroke="var(--bui-fg-primary)"
        {...lineLook}
        activeDot
        dot={data.length === 1}
      />
    </Chart>
  );
}
