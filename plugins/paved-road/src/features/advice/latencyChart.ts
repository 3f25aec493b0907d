import { Advice } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { type Subject } from '../../ui/patterns';
import { LogAxis, logAxis } from './logAxis';

export const percentiles = ['p50', 'p95', 'p99'] as const;

export type Percentile = (typeof percentiles)[number];

/** Latency percentiles of a pattern or placement, in seconds by default. */
type LatencyChartBar = { subject: Subject } & Record<Percentile, number>;

/** Data for latency bars of patterns or placements, with their axis. */
export interface LatencyChart {
  bars: LatencyChartBar[];
  /** Absent without a requirement. */
  requirement?: number;
  /** Logarithmic if cold starts would make the other bars invisible. */
  axis: { scale: 'linear'; domain: [0, number] } | ({ scale: 'log' } & LogAxis);
}

/** Above this ratio of longest to shortest bar, the axis is logarithmic. */
const widestLinearRatio = 20;

/**
 * The latency of the patterns.
 *
 * @returns undefined if none is known
 */
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

/** @returns undefined if there is nothing to draw */
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
