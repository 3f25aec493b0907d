import { Area, Line, ReferenceLine, XAxis, YAxis } from 'recharts';
import { axisLook, Chart, lineLook, mark } from '../../ui/components/Chart';
import { formatShortNumber, formatShortUsd, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { looks } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { LogAxis } from './logAxis';
import { CostChart } from './costChart';

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function CostDrawing(props: {
  chart: CostChart;
  /** A volume with its unit. */
  volumeText: (volume: number) => string;
}) {
  const { subjects, recommended, points, volumes, costs, leastCost } =
    props.chart;
  const { breakEven, assumed } = props.chart;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  return (
    <Chart
      data={points}
      margin={{ top: 20, right: 16, bottom: 4 }}
      tooltip={point => (
        <>
          <b>{props.volumeText(point.volume)}</b>
          {subjects.map(subject => {
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
        </>
      )}
    >
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
          {...lineLook}
          activeDot
          stroke={looks[subject].color}
          strokeDasharray={looks[subject].dashes}
          strokeWidth={subject === recommended ? 3 : 2}
        />
      ))}
      {breakEven !== undefined && (
        <ReferenceLine
          {...mark(
            breakEven,
            t('cost.breakEvenMark', {
              requests: formatShortNumber(breakEven),
            }),
            labelSide(breakEven, volumes, 'Top'),
            'var(--bui-negative-fg-subdued)',
          )}
          strokeDasharray="5 3"
        />
      )}
      {assumed !== undefined && (
        <ReferenceLine
          {...mark(
            assumed,
            t('cost.assumedMark', { requests: formatShortNumber(assumed) }),
            labelSide(assumed, volumes, 'Bottom'),
            'var(--bui-fg-primary)',
          )}
          strokeDasharray="1 3"
          strokeWidth={2}
        />
      )}
    </Chart>
  );
}

/** On the side of the line with more room. */
function labelSide(
  volume: number,
  { domain: [from, to] }: LogAxis,
  end: 'Top' | 'Bottom',
) {
  const isRight = Math.log(volume / from) > Math.log(to / volume);
  return `inside${end}${isRight ? 'Right' : 'Left'}` as const;
}
