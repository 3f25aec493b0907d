import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Advice } from '@paved-road/plugin-paved-road-common';
import { lazy, useMemo } from 'react';
import { pavedRoadTranslationRef } from '../../translation';
import { ChartFigure } from '../../components/ChartFigure';
import { latencyChart } from './latencyChart';

const LatencyDrawing = lazy(() => import('./LatencyDrawing'));

/** The percentiles of each pattern as bars; the table below has the same numbers. */
export function LatencyBars(props: { advice: Advice }) {
  const { advice } = props;
  const { t } = useTranslationRef(pavedRoadTranslationRef);
  const chart = useMemo(() => latencyChart(advice), [advice]);
  if (!chart) {
    return null;
  }
  return (
    <ChartFigure
      height={60 + chart.bars.length * 62}
      caption={t(`latency.caption.${chart.axis.scale}`)}
    >
      <LatencyDrawing chart={chart} />
    </ChartFigure>
  );
}
