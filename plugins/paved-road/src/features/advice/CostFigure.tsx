import {
  Advice,
  LanguageModelAdvice,
} from '@paved-road/plugin-paved-road-common';
import { lazy, useMemo } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import {
  column,
  DataColumn,
  DataTable,
  numberColumn,
} from '../../ui/components/DataTable';
import {
  formatQuantity,
  formatShare,
  formatShortNumber,
  formatUsd,
} from '../../ui/formats';
import { useTitles } from '../../ui/model';
import { type Subject, SubjectLegend } from '../../ui/patterns';
import { advisorTexts } from './texts';
import { useTexts } from '../../ui/texts/useTexts';
import { AdviceAxis } from './axes';
import {
  CostChart,
  CostChartPoint,
  costChart,
  modelCostChart,
} from './costChart';
import { useRangeText } from './useRangeText';

const CostDrawing = lazy(() => import('./CostDrawing'));

/** @returns undefined if there is nothing to draw */
export function useCostChart(
  advice: Advice,
  axis: AdviceAxis,
  volume: number | undefined,
): CostChart | undefined {
  const { languageModel } = advice;
  return useMemo(
    () =>
      axis.id === 'model'
        ? languageModel && modelCostChart(languageModel)
        : costChart(advice, volume),
    [advice, axis.id, languageModel, volume],
  );
}

/** Cost against volume, with the break-even and the assumed volume marked. */
export function CostFigure(props: {
  advice: Advice;
  axis: AdviceAxis;
  chart: CostChart;
  /** Requests a month in the profile. */
  volume?: number;
}) {
  const { advice, axis, chart, volume } = props;
  const t = useTexts(advisorTexts);
  const isModel = axis.id === 'model';
  const getNote = (subject: Subject) =>
    subject === chart.recommended && ` ${t('cost.band')}`;
  return (
    <ChartFigure
      height={240}
      legend={<SubjectLegend subjects={chart.subjects} note={getNote} />}
      caption={
        isModel && advice.languageModel ? (
          <ModelCaption languageModel={advice.languageModel} axis={axis} />
        ) : (
          <Caption advice={advice} axis={axis} volume={volume} />
        )
      }
    >
      <CostDrawing
        chart={chart}
        volumeText={found =>
          isModel
            ? t('placement.cost.tokens', { tokens: formatShortNumber(found) })
            : t('cost.requests', { requests: formatShortNumber(found) })
        }
      />
    </ChartFigure>
  );
}

/** What the curve of the application shows, in words. */
function Caption(props: { advice: Advice; axis: AdviceAxis; volume?: number }) {
  const { advice, axis, volume } = props;
  const { cost, recommendation } = advice;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const formatRange = useRangeText();
  const pattern =
    axis.recommended.length > 0
      ? [recommendation.pattern, recommendation.core].find(
          found => cost.perPattern[found],
        )
      : undefined;
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

/** What the curve of the language model shows, in words. */
function ModelCaption(props: {
  languageModel: LanguageModelAdvice;
  axis: AdviceAxis;
}) {
  const { cost, placement, tokensPerMonth } = props.languageModel;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const formatRange = useRangeText();
  const isRecommended = props.axis.recommended.length > 0 && placement;
  const estimate = isRecommended && cost.perPlacement[placement];
  const { breakEvenTokensPerMonth: breakEven, breakEvenUtilisation: used } =
    cost;
  const explainBreakEven = () => {
    if (breakEven === undefined) {
      return t('placement.cost.noBreakEven');
    }
    const tokens = formatShortNumber(breakEven);
    return used === undefined
      ? t('placement.cost.breakEven', { tokens })
      : t('placement.cost.breakEvenUsed', { tokens, share: formatShare(used) });
  };
  return [
    t('placement.cost.axes'),
    tokensPerMonth !== undefined &&
      placement &&
      estimate &&
      estimate.status === 'estimated' &&
      t('placement.cost.assumed', {
        tokens: formatShortNumber(tokensPerMonth),
        placement: titles.placement(placement),
        range: formatRange(estimate.monthly),
      }),
    explainBreakEven(),
  ]
    .filter(Boolean)
    .join(' ');
}

/** The points of the cost curves. */
export function CostPointTable(props: { axis: AdviceAxis; chart: CostChart }) {
  const { axis, chart } = props;
  const titles = useTitles();
  const t = useTexts(advisorTexts);
  const isModel = axis.id === 'model';
  const columns: DataColumn<CostChartPoint>[] = [
    column(
      'volume',
      t(isModel ? 'placement.cost.volume' : 'cost.volume'),
      ({ volume }) => formatQuantity(volume),
    ),
    ...chart.subjects.map((subject): DataColumn<CostChartPoint> =>
      numberColumn(subject, titles.subject(subject), ({ ranges }) => {
        const range = ranges[subject];
        return range
          ? t('cost.midAndRange', {
              mid: formatUsd(range.mid),
              low: formatUsd(range.low),
              high: formatUsd(range.high),
            })
          : '–';
      }),
    ),
  ];
  return (
    <DataTable
      isCompact
      label={t(isModel ? 'placement.cost.points' : 'cost.points')}
      columns={columns}
      rows={chart.points}
      getKey={({ volume }) => String(volume)}
    />
  );
}
