import { Advice } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { type Subject } from '../patterns';
import { LogAxis, logAxis } from './logAxis';

export const percentiles = ['p50', 'p95', 'p99'] as const;

export type Percentile = (typeof percentiles)[number];

/** Latency percentiles of a pattern or placement, in seconds by default. */
type LatencyChartBar = { subject: Subject } & Record<Percentile, number>;

/** The latency bars of patterns or placements, and the axis on which they are drawn. */
export interface LatencyChart {
  bars: LatencyChartBar[];
  /** Absent where nothing is required. */
  requirement?: number;
  /** Where cold starts dominate, a linear axis would leave nothing of the rest. */
  axis: { scale: 'linear'; domain: [0, number] } | ({ scale: 'log' } & LogAxis);
}

/** From here on, the shortest bar would be too short to be compared. */
const widestLinearRatio = 20;

/** The latency of the patterns. @returns undefined while none is known */
export function latencyChart({ latency }: Advice): LatencyChart | undefined {
  const known = plainPatterns.flatMap(pattern => {
    const estimate = latency.perPattern[pattern];
    return estimate.status === 'estimated' ? [{ pattern, estimate }] : [];
  });
  return percentileChart(
    known.map(({ pattern, estimate: { p50, p95, p99 } }) => ({
      subject: pattern,
      p50,
      p95,
      p99,
    })),
    known[0]?.estimate.requirement,
  );
}

/** @returns undefined while there is nothing to draw */
export function percentileChart(
  bars: LatencyChartBar[],
  requirement?: number,
): LatencyChart | undefined {
  if (bars.length === 0) {
    return undefined;
  }
  const values = [
    ...bars.flatMap(bar => percentiles.map(percentile => bar[percentile])),
    ...(requirement === undefined ? [] : [requirement]),
  ];
  const largest = Math.max(...values);
  const isWide = largest / Math.min(...values) > widestLinearRatio;
  return {
    bars,
    ...(requirement !== undefined && { requirement }),
    axis: isWide
      ? { scale: 'log', ...logAxis(values, { maxTicks: 6 }) }
      : { scale: 'linear', domain: [0, largest * 1.2] },
  };
}
