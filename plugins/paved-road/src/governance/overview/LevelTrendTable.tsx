import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Text } from '@backstage/ui';
import { Trend, TrendPoint } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatDate, formatNumber } from '../../components/formats';
import { LoadMore } from '../../components/LoadMore';
import { MoreButton } from '../../components/MoreButton';
import { pavedRoadTranslationRef } from '../../translation';
import { eventfulDays, levelIdsOf } from './levelSeries';
import { useTrendTexts } from './useTrendTexts';

const STEP = 30;

/** The numbers behind the chart, for who does not see it or wants to read them. */
export function LevelTrendTable(props: {
  trend: Trend;
  levelTitle: (level: string) => string;
}) {
  const { trend, levelTitle } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const texts = useTrendTexts();
  const [isShown, setIsShown] = useState(false);
  const [count, setCount] = useState(STEP);
  const days = eventfulDays(trend);
  const columns: DataColumn<TrendPoint>[] = [
    {
      id: 'day',
      label: t('overview.trend.day'),
      cell: ({ date }) => formatDate(date),
    },
    ...levelIdsOf(trend).map((level): DataColumn<TrendPoint> => ({
      id: `level ${level}`,
      label: levelTitle(level),
      align: 'end',
      cell: day => formatNumber(day.levels[level] ?? 0),
    })),
    {
      id: 'raised',
      label: t('overview.trend.raised'),
      align: 'end',
      cell: ({ raised }) => formatNumber(raised),
    },
    {
      id: 'lowered',
      label: t('overview.trend.lowered'),
      align: 'end',
      cell: ({ lowered }) => formatNumber(lowered),
    },
    {
      id: 'causes',
      label: t('overview.trend.causes'),
      cell: texts.causes,
    },
  ];
  return (
    <>
      <MoreButton
        isExpanded={isShown}
        more={t('overview.trend.showTable')}
        fewer={t('overview.trend.hideTable')}
        onChange={setIsShown}
      />
      {isShown && (
        <>
          <DataTable
            isCompact
            label={t('overview.trend.table')}
            columns={columns}
            rows={days.slice(0, count)}
            getKey={({ date }) => date}
          />
          <Text as="p" color="secondary" variant="body-small">
            {t('overview.trend.quietDays')}
          </Text>
          {days.length > count && (
            <LoadMore
              isPending={false}
              onPress={() => setCount(count + STEP)}
            />
          )}
        </>
      )}
    </>
  );
}
