import {
  Advice,
  PlainPattern,
  plainPatterns,
  Range,
} from '@paved-road/plugin-paved-road-common';
import { LogAxis, logAxis } from '../charts/logAxis';

/** A volume with what each pattern costs there. */
export type CostChartPoint = { requestsPerMonth: number } & Partial<
  Record<PlainPattern, number>
> & {
    /** Low and high cost of the recommended core. */
    band?: [low: number, high: number];
    ranges: Partial<Record<PlainPattern, Range>>;
  };

/** The cost curves, ready to be drawn on two logarithmic axes. */
export interface CostChart {
  core: PlainPattern;
  points: CostChartPoint[];
  volumes: LogAxis;
  costs: LogAxis;
  breakEven?: number;
  /** Today's volume, where the chart shows it. */
  today?: number;
}

/** Below a dollar a month no difference matters, and it would squeeze the rest. */
const leastCost = 1;

/** A logarithmic axis has no place for nothing. */
const drawable = (value: number | undefined) =>
  value !== undefined && value > 0 ? value : undefined;

/** @returns undefined while there is nothing to draw */
export function costChart(
  { cost, recommendation }: Advice,
  today: number | undefined,
): CostChart | undefined {
  const { core } = recommendation;
  const points = cost.curve.map(({ requestsPerMonth, monthly }) => {
    const range = monthly[core];
    return {
      requestsPerMonth,
      ...Object.fromEntries(
        plainPatterns.map(pattern => [
          pattern,
          drawable(monthly[pattern]?.mid),
        ]),
      ),
      ...(range && range.low > 0 && { band: [range.low, range.high] }),
      ranges: monthly,
    } as CostChartPoint;
  });
  const costs = points.flatMap(point => [
    ...plainPatterns.flatMap(pattern => point[pattern] ?? []),
    ...(point.band ?? []),
  ]);
  if (costs.length === 0) {
    return undefined;
  }
  const volumes = logAxis(points.map(point => point.requestsPerMonth));
  const isShown = (volume: number | undefined) =>
    volume !== undefined &&
    volume >= volumes.domain[0] &&
    volume <= volumes.domain[1];
  return {
    core,
    points,
    volumes,
    costs: logAxis(costs, { floor: leastCost }),
    ...(isShown(cost.breakEvenRequestsPerMonth) && {
      breakEven: cost.breakEvenRequestsPerMonth,
    }),
    ...(isShown(today) && { today }),
  };
}
