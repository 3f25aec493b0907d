import {
  Advice,
  PlainPattern,
  Range,
} from '@paved-road/plugin-paved-road-common';
import { LogAxis, logAxis } from './logAxis';
import { announcementOf } from './verdict';

/** A volume with what each pattern costs there. */
export type CostChartPoint = { requestsPerMonth: number } & Partial<
  Record<PlainPattern, number>
> & {
    /** Low and high cost of the recommended core; absent where none is recommended. */
    band?: [low: number, high: number];
    ranges: Partial<Record<PlainPattern, Range>>;
  };

/** The cost curves, ready to be drawn on two logarithmic axes. */
export interface CostChart {
  /** How the recommendation runs at its core; absent where there are not enough answers for one. */
  core?: PlainPattern;
  points: CostChartPoint[];
  volumes: LogAxis;
  costs: LogAxis;
  /** What costs less is drawn at it, at the foot of the chart; absent where nothing does. */
  leastCost?: number;
  breakEven?: number;
  /** Today's volume, where the chart shows it. */
  today?: number;
}

/** Below a dollar a month no difference matters, and it would squeeze the rest. */
const leastCost = 1;

/** @returns undefined while there is nothing to draw */
export function costChart(
  advice: Advice,
  today: number | undefined,
): CostChart | undefined {
  const { cost, recommendation } = advice;
  const core =
    announcementOf(advice).kind === 'none' ? undefined : recommendation.core;
  const all = cost.curve.flatMap(({ monthly }) =>
    Object.values(monthly).flatMap(({ low, mid, high }) => [low, mid, high]),
  );
  if (!all.some(value => value > 0)) {
    return undefined;
  }
  const costs = logAxis(all, { floor: leastCost });
  const [foot] = costs.domain;
  const drawn = (value: number) => Math.max(value, foot);
  const points = cost.curve.map(({ requestsPerMonth, monthly }) => {
    const range = core && monthly[core];
    return {
      requestsPerMonth,
      ...Object.fromEntries(
        Object.entries(monthly).map(([pattern, { mid }]) => [
          pattern,
          drawn(mid),
        ]),
      ),
      ...(range && { band: [drawn(range.low), drawn(range.high)] }),
      ranges: monthly,
    } as CostChartPoint;
  });
  const volumes = logAxis(points.map(point => point.requestsPerMonth));
  const isShown = (volume: number | undefined) =>
    volume !== undefined &&
    volume >= volumes.domain[0] &&
    volume <= volumes.domain[1];
  return {
    core,
    points,
    volumes,
    costs,
    ...(all.some(value => value < foot) && { leastCost: foot }),
    ...(isShown(cost.breakEvenRequestsPerMonth) && {
      breakEven: cost.breakEvenRequestsPerMonth,
    }),
    ...(isShown(today) && { today }),
  };
}
