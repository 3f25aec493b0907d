import { lazy } from 'react';
import { ChartFigure } from '../../ui/components/ChartFigure';
import { LatencyChart } from './latencyChart';

const LatencyDrawing = lazy(() => import('./LatencyDrawing'));

/** Percentiles as bars; the table below has the same numbers. */
export function LatencyFigure(props: {
  chart: LatencyChart;
  caption: string;
  /** Formats a value with its unit; seconds by default. */
  format?: (value: number) => string;
}) {
  const { chart, caption, format } = props;
  return (
    <ChartFigure height={60 + chart.bars.length * 62} caption={caption}>
      <LatencyDrawing chart={chart} format={format} />
    </ChartFigure>
  );
}
