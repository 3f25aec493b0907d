import {
  Bar,
  BarChart,
  Cell,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts';
import { axisLook, mark } from '../../ui/components/Chart';
import { formatSeconds } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { looks } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { LatencyChart, Percentile, percentiles } from './latencyChart';

const opacities: Record<Percentile, number> = { p50: 0.4, p95: 0.7, p99: 1 };

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function LatencyDrawing(props: { chart: LatencyChart }) {
  const { bars, requirement, axis } = props.chart;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={bars}
        layout="vertical"
        margin={{ top: 20, right: 80, bottom: 4, left: 0 }}
        barGap={2}
        accessibilityLayer={false}
      >
        <XAxis
          type="number"
          {...axis}
          tickFormatter={formatSeconds}
          {...axisLook}
        />
        <YAxis
          type="category"
          dataKey="subject"
          tickFormatter={titles.subject}
          width={92}
          {...axisLook}
        />
        {percentiles.map(percentile => (
          <Bar
            key={percentile}
            dataKey={percentile}
            barSize={12}
            fillOpacity={opacities[percentile]}
            isAnimationActive={false}
          >
            {bars.map(({ subject }) => (
              <Cell key={subject} fill={looks[subject].color} />
            ))}
            <LabelList
              position="right"
              formatter={value =>
                `${percentile} ${formatSeconds(Number(value))}`
              }
            />
          </Bar>
        ))}
        {requirement !== undefined && (
          <ReferenceLine
            {...mark(
              requirement,
              t('latency.requirementMark', {
                requirement: formatSeconds(requirement),
              }),
              'top',
              'var(--bui-negative-fg-subdued)',
            )}
            strokeDasharray="5 3"
          />
        )}
      </BarChart>
    </ResponsiveContainer>
  );
}
