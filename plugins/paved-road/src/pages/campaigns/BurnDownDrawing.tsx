import { Line, ReferenceLine, XAxis, YAxis } from 'recharts';
import { axisLook, Chart, lineLook, mark } from '../../ui/components/Chart';
import { formatDate, formatDay, formatNumber } from '../../ui/formats';
import { campaignsTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { actualLook, BurnDownDay, evenLook } from './burnDown';

/** Loaded lazily, so that the page does not wait for the chart library. */
export default function BurnDownDrawing(props: {
  days: BurnDownDay[];
  /** ISO 8601 date. */
  dueOn: string;
  level: string;
}) {
  const { days, dueOn, level } = props;
  const t = useTexts(campaignsTexts);
  const begun = days.find(({ even }) => even !== undefined);
  return (
    <Chart
      data={days}
      margin={{ top: 16, right: 16 }}
      tooltip={({ date, remaining, even }) => (
        <>
          <b>{formatDate(date)}</b>
          {remaining !== undefined && (
            <div>
              {t('campaigns.burnDown.actual', { level })}:{' '}
              {formatNumber(remaining)}
            </div>
          )}
          {even !== undefined && (
            <div>
              {t('campaigns.burnDown.ideal')}: {formatNumber(Math.round(even))}
            </div>
          )}
        </>
      )}
    >
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
      {begun && begun !== days[0] && (
        <ReferenceLine
          {...mark(begun.date, t('campaigns.burnDown.begun'), 'insideTopLeft')}
        />
      )}
      <ReferenceLine
        {...mark(dueOn, t('campaigns.burnDown.due'), 'insideTopRight')}
      />
      <Line
        dataKey="even"
        stroke={evenLook.color}
        strokeDasharray={evenLook.dashes}
        {...lineLook}
      />
      <Line
        dataKey="remaining"
        type="stepAfter"
        stroke={actualLook.color}
        {...lineLook}
        strokeWidth={3}
      />
    </Chart>
  );
}
