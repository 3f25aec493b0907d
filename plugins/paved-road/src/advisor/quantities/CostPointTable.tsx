import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { CostPoint, plainPatterns } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { DataColumn, DataTable } from '../../components/DataTable';
import { formatQuantity, formatUsd } from '../../components/formats';
import { MoreButton } from '../../components/MoreButton';
import { useTitles } from '../../model';
import { pavedRoadTranslationRef } from '../../translation';

/** The points of the cost curves, for who does not see them or wants the numbers. */
export function CostPointTable(props: { curve: CostPoint[] }) {
  const titles = useTitles();
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const [isShown, setIsShown] = useState(false);
  const columns: DataColumn<CostPoint>[] = [
    {
      id: 'volume',
      label: t('cost.volume'),
      cell: ({ requestsPerMonth }) => formatQuantity(requestsPerMonth),
    },
    ...plainPatterns.map((pattern): DataColumn<CostPoint> => ({
      id: pattern,
      label: titles.pattern(pattern),
      align: 'end',
      cell: ({ monthly }) => {
        const range = monthly[pattern];
        return range
          ? t('cost.midAndRange', {
              mid: formatUsd(range.mid),
              low: formatUsd(range.low),
              high: formatUsd(range.high),
            })
          : '–';
      },
    })),
  ];
  return (
    <>
      <MoreButton
        isExpanded={isShown}
        more={t('cost.showPoints')}
        fewer={t('cost.hidePoints')}
        onChange={setIsShown}
      />
      {isShown && (
        <DataTable
          isCompact
          label={t('cost.points')}
          columns={columns}
          rows={props.curve}
          getKey={({ requestsPerMonth }) => String(requestsPerMonth)}
        />
      )}
    </>
  );
}
