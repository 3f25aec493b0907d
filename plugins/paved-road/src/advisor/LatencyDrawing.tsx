import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
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
import { axisLook } from '../components/ChartFigure';
import { formatSeconds } from '../components/formats';
import { useTitles } from '../model';
import { patternLooks } from '../patterns';
import { pavedRoadTranslationRef } from '../translation';
import { LatencyChart, Percentile, percentiles } from './latencyChart';

const opacities: Record<Percentile, number> = { p50: 0.4, p95: 0.7, p99: 1 };

/** Loaded apart, so that the text of the page does not wait for it. */
export default function LatencyDrawing(props: { chart: LatencyChart }) {
  const { bars, requirement, axis } = props.chart;
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
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
          dataKey="pattern"
          tickFormatter={titles.pattern}
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
            {bars.map(({ pattern }) => (
              <Cell key={pattern} fill={patternLooks[pattern].color} />
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
            x={requirement}
            stroke="var(--bui-negative-fg-subdued)"
            strokeDasharray="5 3"
            label={{
              value: t('latency.requirementMark', {
                requirement: formatSeconds(requirement),
              }),
              position: 'top',
              style: { fill: 'var(--bui-negative-fg-subdued)' },
            }}
          />
        )}
      </BarChart>
    </ResponsiveContainer>
  );
}
