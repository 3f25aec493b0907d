import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { axisLook } from '../../ui/components/ChartFigure';
import { formatShortNumber, formatShortUsd, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { looks } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import styles from './advisor.module.css';
import { LogAxis } from './logAxis';
import { CostChart, CostChartPoint } from './costChart';

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function CostDrawing(props: {
  chart: CostChart;
  /** A volume with its unit. */
  volumeText: (volume: number) => string;
}) {
  const { subjects, recommended, points, volumes, costs, leastCost } =
    props.chart;
  const { breakEven, assumed } = props.chart;
  const t = useTexts(advisorTexts);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={points}
        margin={{ top: 20, right: 16, bottom: 4, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
        <XAxis
          dataKey="volume"
          type="number"
          scale="log"
          allowDataOverflow
          {...volumes}
          tickFormatter={formatShortNumber}
          {...axisLook}
        />
        <YAxis
          type="number"
          scale="log"
          allowDataOverflow
          {...costs}
          tickFormatter={usd =>
            usd === leastCost
              ? t('cost.atMost', { cost: formatShortUsd(usd) })
              : formatShortUsd(usd)
          }
          width={52}
          {...axisLook}
        />
        <Tooltip content={<CostTooltip {...props} />} />
        {recommended && (
          <Area
            dataKey="band"
            stroke="none"
            fill={looks[recommended].color}
            fillOpacity={0.18}
            activeDot={false}
            isAnimationActive={false}
          />
        )}
        {subjects.map(subject => (
          <Line
            key={subject}
            dataKey={subject}
            dot={false}
            stroke={looks[subject].color}
            strokeDasharray={looks[subject].dashes}
            strokeWidth={subject === recommended ? 3 : 2}
            isAnimationActive={false}
          />
        ))}
        {breakEven !== undefined && (
          <ReferenceLine
            x={breakEven}
            stroke="var(--bui-negative-fg-subdued)"
            strokeDasharray="5 3"
            label={{
              value: t('cost.breakEvenMark', {
                requests: formatShortNumber(breakEven),
              }),
              position: labelSide(breakEven, volumes, 'Top'),
              style: { fill: 'var(--bui-negative-fg-subdued)' },
            }}
          />
        )}
        {assumed !== undefined && (
          <ReferenceLine
            x={assumed}
            stroke="var(--bui-fg-primary)"
            strokeDasharray="1 3"
            strokeWidth={2}
            label={{
              value: t('cost.assumedMark', {
                requests: formatShortNumber(assumed),
              }),
              position: labelSide(assumed, volumes, 'Bottom'),
              style: { fill: 'var(--bui-fg-primary)' },
            }}
          />
        )}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** On the side of the line with more room. */
function labelSide<E extends 'Top' | 'Bottom'>(
  volume: number,
  { domain: [from, to] }: LogAxis,
  end: E,
) {
  return Math.log(volume / from) > Math.log(to / volume)
    ? (`inside${end}Right` as const)
    : (`inside${end}Left` as const);
}

/** Shows the cost of each pattern or placement at the volume under the pointer. */
function CostTooltip(
  props: Partial<Pick<TooltipContentProps, 'active' | 'payload'>> & {
    chart: CostChart;
    volumeText: (volume: number) => string;
  },
) {
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const point: CostChartPoint | undefined = props.payload?.[0]?.payload;
  if (!props.active || !point) {
    return null;
  }
  return (
    <div className={styles.tooltip}>
      <b>{props.volumeText(point.volume)}</b>
      {props.chart.subjects.map(subject => {
        const range = point.ranges[subject];
        return (
          range && (
            <div key={subject}>
              {t('cost.point', {
                pattern: titles.subject(subject),
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
