import { Advice, Range } from '@paved-road/plugin-paved-road-common';
import { plainPatterns } from '@paved-road/plugin-paved-road-common/advisor';
import { type Subject } from '../patterns';
import { LogAxis, logAxis } from './logAxis';
import { toAnnouncement } from './verdict';

/** A volume with what each pattern or placement costs there. */
export type CostChartPoint = Partial<Record<Subject, number>> & {
  /** Requests or tokens a month. */
  volume: number;
  /** Low and high cost of the recommended option; absent without one. */
  band?: [low: number, high: number];
  ranges: Partial<Record<Subject, Range>>;
};

/** Cost curves, ready to be drawn on two logarithmic axes. */
export interface CostChart {
  subjects: readonly Subject[];
  /** The recommended option; absent if there are not enough answers. */
  recommended?: Subject;
  points: CostChartPoint[];
  volumes: LogAxis;
  costs: LogAxis;
  /** What costs less is drawn at it, at the foot of the chart; absent where nothing does. */
  leastCost?: number;
  breakEven?: number;
  /** The volume of the profile, where the chart shows it. */
  assumed?: number;
}

/** Below a dollar a month no difference matters, and it would squeeze the rest. */
const leastCost = 1;

/** The cost of the patterns by requests. @returns undefined while there is nothing to draw */
export function costChart(
  advice: Advice,
  assumed: number | undefined,
): CostChart | undefined {
  const { cost, recommendation } = advice;
  return curveChart({
    subjects: plainPatterns,
    recommended:
      toAnnouncement(advice).kind === 'none' ? undefined : recommendation.core,
    curve: cost.curve.map(({ requestsPerMonth, monthly }) => ({
      volume: requestsPerMonth,
      monthly,
    })),
    breakEven: cost.breakEvenRequestsPerMonth,
    assumed,
  });
}

/** @returns undefined while there is nothing to draw */
export function curveChart(options: {
  subjects: readonly Subject[];
  recommended: Subject | undefined;
  curve: { volume: number; monthly: Partial<Record<Subject, Range>> }[];
  breakEven: number | undefined;
  assumed: number | undefined;
}): CostChart | undefined {
  const { subjects, recommended, curve, breakEven, assumed } = options;
  const all = curve.flatMap(({ monthly }) =>
    Object.values(monthly).flatMap(({ low, mid, high }) => [low, mid, high]),
  );
  if (!all.some(value => value > 0)) {
    return undefined;
  }
  const costs = logAxis(all, { floor: leastCost });
  const [foot] = costs.domain;
  const drawn = (value: number) => Math.max(value, foot);
  const points = curve.map(({ volume, monthly }) => {
    const range = recommended && monthly[recommended];
    return {
      volume,
      ...Object.fromEntries(
        Object.entries(monthly).map(([subject, { mid }]) => [
          subject,
          drawn(mid),
        ]),
      ),
      ...(range && { band: [drawn(range.low), drawn(range.high)] }),
      ranges: monthly,
    } as CostChartPoint;
  });
  // The last volume is a decade except for rounding errors.
  const volumes = logAxis(
    points.map(({ volume }) => Number(volume.toPrecision(6))),
  );
  const isShown = (volume: number | undefined) =>
    volume !== undefined &&
    volume >= volumes.domain[0] &&
    volume <= volumes.domain[1];
  return {
    subjects,
    recommended,
    points,
    volumes,
    costs,
    ...(all.some(value => value < foot) && { leastCost: foot }),
    ...(isShown(breakEven) && { breakEven }),
    ...(isShown(assumed) && { assumed }),
  };
}
