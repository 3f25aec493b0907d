import {
  Advice,
  LanguageModelAdvice,
} from '@paved-road/plugin-paved-road-common';
import {
  placements,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common/advisor';
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

type Known<E> = Extract<E, { status: 'estimated' }>;

const isKnown = <E extends { status: string }>(
  estimate: E,
): estimate is Known<E> => estimate.status === 'estimated';

/** Above this ratio of longest to shortest bar, the axis is logarithmic. */
const widestLinearRatio = 20;

/**
 * The latency of the patterns.
 *
 * @returns undefined if none is known
 */
export const latencyChart = ({ latency }: Advice): LatencyChart | undefined =>
  percentileChart(
    plainPatterns,
    latency.perPattern,
    estimate => estimate,
    ({ requirement }) => requirement,
  );

/**
 * The time to the first token in each placement.
 *
 * @returns undefined if none is known
 */
export const firstTokenChart = ({
  latency,
}: LanguageModelAdvice): LatencyChart | undefined =>
  percentileChart(
    placements,
    latency.perPlacement,
    ({ firstToken }) => firstToken,
    ({ requirement }) =>
      requirement?.of === 'first-token' ? requirement.seconds : undefined,
  );

/**
 * @param toPercentiles - what to show of an estimate
 * @returns undefined if there is nothing to draw
 */
function percentileChart<Option extends Subject, E extends { status: string }>(
  options: readonly Option[],
  estimates: Record<Option, E>,
  toPercentiles: (known: Known<E>) => Record<Percentile, number>,
  toRequirement: (known: Known<E>) => number | undefined,
): LatencyChart | undefined {
  const known = options.flatMap(subject => {
    const estimate = estimates[subject];
    return isKnown(estimate) ? [{ subject, estimate }] : [];
  });
  const bars = known.map(({ subject, estimate }): LatencyChartBar => {
    const { p50, p95, p99 } = toPercentiles(estimate);
    return { subject, p50, p95, p99 };
  });
  const requirement = known[0] && toRequirement(known[0].estimate);
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
