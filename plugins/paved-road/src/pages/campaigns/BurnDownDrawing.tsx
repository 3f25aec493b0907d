import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  TooltipContentProps,
  XAxis,
  YAxis,
} from 'recharts';
import { axisLook } from '../../ui/components/ChartFigure';
import { formatDate, formatDay, formatNumber } from '../../ui/formats';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { actualLook, BurnDownDay, evenLook } from './burnDown';
import styles from './campaigns.module.css';

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function BurnDownDrawing(props: {
  days: BurnDownDay[];
  /** ISO 8601 date. */
  dueOn: string;
  /** Title of the target level. */
  level: string;
}) {
  const { days, dueOn, level } = props;
  const t = useTexts(campaignsTexts);
  const begun = days.find(({ even }) => even !== undefined);
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={days}
        margin={{ top: 16, right: 16, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--bui-border-1)" vertical={false} />
        <XAxis
          dataKey="date"
          tickFormatter={formatDay}
          minTickGap={40}
          {...axisLook}
        />
        <YAxis
          allowDecimals={false}
          domain={[0, 'dataMax']}
          width={40}
          {...axisLook}
        />
        <Tooltip content={<BurnDownTooltip level={level} />} />
        {begun && begun !== days[0] && (
          <ReferenceLine
            x={begun.date}
            stroke="var(--bui-fg-secondary)"
            label={{
              value: t('campaigns.burnDown.begun'),
              position: 'insideTopLeft',
              fill: 'var(--bui-fg-secondary)',
              fontSize: 12,
            }}
          />
        )}
        <ReferenceLine
          x={dueOn}
          stroke="var(--bui-fg-secondary)"
          label={{
            value: t('campaigns.burnDown.due'),
            position: 'insideTopRight',
            fill: 'var(--bui-fg-secondary)',
            fontSize: 12,
          }}
        />
        <Line
          dataKey="even"
          stroke={evenLook.color}
          strokeDasharray={evenLook.dashes}
          strokeWidth={2}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
        <Line
          dataKey="remaining"
          type="stepAfter"
          stroke={actualLook.color}
          strokeWidth={3}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  );
}

function BurnDownTooltip(
  props: Partial<Pick<TooltipContentProps, 'active' | 'payload'>> & {
    level: string;
  },
) {
  const t = useTexts(campaignsTexts);
  const day: BurnDownDay | undefined = props.payload?.[0]?.payload;
  if (!props.active || !day) {
    return null;
  }
  return (
    <div className={styles.tooltip}>
      <b>{formatDate(day.date)}</b>
      {day.remaining !== undefined && (
        <div>
          {t('campaigns.burnDown.actual', { level: props.level })}:{' '}
          {formatNumber(day.remaining)}
        </div>
      )}
      {day.even !== undefined && (
        <div>
          {t('campaigns.burnDown.ideal')}: {formatNumber(Math.round(day.even))}
        </div>
      )}
    </div>
  );
}
