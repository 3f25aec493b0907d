import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useState } from 'react';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatDate, formatNumber } from '../../components/formats';
import { LoadMore } from '../../components/LoadMore';
import { MoreButton } from '../../components/MoreButton';
import { pavedRoadTranslationRef } from '../../translation';
import { BurnDownDay } from './burnDown';

const STEP = 30;

/** The numbers behind the chart, newest first, for who does not see it or wants to read them. */
export function BurnDownTable(props: {
  /** Oldest first. */
  days: BurnDownDay[];
}) {
  const { days } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isShown, setIsShown] = useState(false);
  const [count, setCount] = useState(STEP);
  const columns: DataColumn<BurnDownDay>[] = [
    {
      id: 'day',
      label: t('campaigns.burnDown.day'),
      cell: ({ date }) => formatDate(date),
    },
    {
      id: 'remaining',
      label: t('campaigns.burnDown.remaining'),
      align: 'end',
      cell: ({ remaining }) => formatNumber(remaining ?? 0),
    },
    {
      id: 'even',
      label: t('campaigns.burnDown.even'),
      align: 'end',
      cell: ({ even }) =>
        even === undefined ? '' : formatNumber(Math.round(even)),
    },
    {
      id: 'total',
      label: t('campaigns.burnDown.total'),
      align: 'end',
      cell: ({ total }) => formatNumber(total ?? 0),
    },
  ];
  return (
    <>
      <MoreButton
        isExpanded={isShown}
        more={t('campaigns.burnDown.showTable')}
        fewer={t('campaigns.burnDown.hideTable')}
        onChange={setIsShown}
      />
      {isShown && (
        <>
          <DataTable
            isCompact
            label={t('campaigns.burnDown.table')}
            columns={columns}
            rows={[...days].reverse().slice(0, count)}
            getKey={({ date }) => date}
          />
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
