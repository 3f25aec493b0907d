import { Advice } from '@paved-road/plugin-paved-road-common';
import { lazy, ReactNode, useMemo, useState } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import { DataColumn, DataTable } from '../../ui/components/DataTable';
import { MoreButton } from '../../ui/components/MoreButton';
import { formatQuantity, formatShortNumber, formatUsd } from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { PatternLegend } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { useRangeText } from './useRangeText';
import { CostChart, costChart, CostChartPoint } from './costChart';
import { recommendedPattern } from './verdict';

const CostDrawing = lazy(() => import('./CostDrawing'));

/** Cost against volume, with the break-even and the assumed volume marked. */
export function CostCurve(props: {
  advice: Advice;
  /** Requests a month in the profile. */
  volume?: number;
}) {
  const { advice, volume } = props;
  const t = useTexts(advisorTexts);
  const chart = useMemo(() => costChart(advice, volume), [advice, volume]);
  if (!chart) {
    return null;
  }
  return (
    <CurveFigure
      chart={chart}
      legend={
        <PatternLegend
          note={pattern =>
            pattern === chart.recommended && ` ${t('cost.band')}`
          }
        />
      }
      caption={<Caption advice={advice} volume={volume} />}
      volumeText={requests =>
        t('cost.requests', { requests: formatShortNumber(requests) })
      }
      volumeLabel={t('cost.volume')}
      tableLabel={t('cost.points')}
    />
  );
}

/** Cost curves with their legend, and their points as a table. */
export function CurveFigure(props: {
  chart: CostChart;
  legend: ReactNode;
  caption: ReactNode;
  /** A volume with its unit. */
  volumeText: (volume: number) => string;
  volumeLabel: string;
  tableLabel: string;
}) {
  const { chart, legend, caption, volumeText, ...table } = props;
  return (
    <div>
      <ChartFigure height={280} legend={legend} caption={caption}>
        <CostDrawing chart={chart} volumeText={volumeText} />
      </ChartFigure>
      <CostPointTable chart={chart} {...table} />
    </div>
  );
}

function Caption(props: { advice: Advice; volume?: number }) {
  const { advice, volume } = props;
  const { cost, recommendation } = advice;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const formatRange = useRangeText();
  const recommended = recommendedPattern(advice);
  const pattern =
    recommended &&
    (cost.perPattern[recommended] ? recommended : recommendation.core);
  const estimate = pattern && cost.perPattern[pattern];
  const breakEven = cost.breakEvenRequestsPerMonth;
  return [
    t('cost.axes'),
    volume !== undefined &&
      pattern &&
      estimate?.status === 'estimated' &&
      t('cost.assumed', {
        requests: formatShortNumber(volume),
        pattern: titles.pattern(pattern),
        range: formatRange(estimate.monthly),
      }),
    breakEven === undefined
      ? t('cost.noBreakEven')
      : t('cost.breakEven', { requests: formatShortNumber(breakEven) }),
    fallsWithVolume(advice) && t('cost.keptWarm'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Whether functions get cheaper with more requests at some point, which needs an explanation. */
function fallsWithVolume({ cost }: Advice): boolean {
  const costs = cost.curve.flatMap(({ monthly }) => monthly.serverless ?? []);
  return costs.some(({ mid }, index) => mid < (costs[index - 1]?.mid ?? 0));
}

/** The points of the cost curves as an accessible table. */
function CostPointTable(props: {
  chart: CostChart;
  volumeLabel: string;
  tableLabel: string;
}) {
  const { chart, volumeLabel, tableLabel } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const [isShown, setIsShown] = useState(false);
  const columns: DataColumn<CostChartPoint>[] = [
    {
      id: 'volume',
      label: volumeLabel,
      cell: ({ volume }) => formatQuantity(volume),
    },
    ...chart.subjects.map((subject): DataColumn<CostChartPoint> => ({
      id: subject,
      label: titles.subject(subject),
      align: 'end',
      cell: ({ ranges }) => {
        const range = ranges[subject];
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
          label={tableLabel}
          columns={columns}
          rows={chart.points}
          getKey={({ volume }) => String(volume)}
        />
      )}
    </>
  );
}
