import {
  Advice,
  LanguageModelAdvice,
  Range,
} from '@paved-road/plugin-paved-road-common';
import {
  placements,
  plainPatterns,
} from '@paved-road/plugin-paved-road-common/advisor';
import { type Subject } from '../../ui/patterns';
import { LogAxis, logAxis } from './logAxis';
import { classifyPlacement, listRecommendedCores } from './verdict';

/** A volume with the cost of each pattern or placement. */
export type CostChartPoint = Partial<Record<Subject, number>> & {
  /** Requests or tokens a month. */
  volume: number;
  /** Low and high cost of the recommended option; absent without one. */
  band?: [low: number, high: number];
  ranges: Partial<Record<Subject, Range>>;
};

/** Data for cost curves on two logarithmic axes. */
export interface CostChart {
  subjects: readonly Subject[];
  /** The recommended option; absent if there are not enough answers. */
  recommended?: Subject;
  points: CostChartPoint[];
  volumes: LogAxis;
  costs: LogAxis;
  /** Lower costs are drawn at this value, at the bottom of the chart; absent if there are none. */
  leastCost?: number;
  breakEven?: number;
  /** The volume in the profile; absent if outside the chart. */
  assumed?: number;
}

/** Differences below a dollar a month do not matter, and would compress the rest of the chart. */
const leastCost = 1;

/**
 * The cost of the patterns by requests.
 *
 * @returns undefined if there is nothing to draw
 */
export function costChart(
  advice: Advice,
  assumed: number | undefined,
): CostChart | undefined {
  const { cost } = advice;
  return curveChart({
    subjects: plainPatterns,
    recommended: listRecommendedCores(advice)[0],
    curve: cost.curve.map(({ requestsPerMonth, monthly }) => ({
      volume: requestsPerMonth,
      monthly,
    })),
    breakEven: cost.breakEvenRequestsPerMonth,
    assumed,
  });
}

/**
 * The cost of the placements by tokens.
 *
 * @returns undefined if there is nothing to draw
 */
export const modelCostChart = (
  languageModel: LanguageModelAdvice,
): CostChart | undefined =>
  curveChart({
    subjects: placements,
    recommended: classifyPlacement(languageModel).recommended[0],
    curve: languageModel.cost.curve.map(({ tokensPerMonth, monthly }) => ({
      volume: tokensPerMonth,
      monthly,
    })),
    breakEven: languageModel.cost.breakEvenTokensPerMonth,
    assumed: languageModel.tokensPerMonth,
  });

/** @returns undefined if there is nothing to draw */
function curveChart(options: {
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
