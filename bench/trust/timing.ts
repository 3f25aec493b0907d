import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/DecisionModel';
import { advise } from '../../plugins/paved-road-common/src/advisor/advise';
import { TrustCase } from './cases';
import { forms } from './judged';

/** Milliseconds that 95 % of the results may take at most. */
export const mostMilliseconds = 25;
const runs = 5;

/** How long a full result takes, in milliseconds. */
export interface Timing {
  median: number;
  p95: number;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(share * sorted.length) - 1];
}

/**
 * Full results for published decisions, as published and complete. Each counts with the median of a
 * few runs, so that other work of the machine does not.
 */
export function timeAdvice(
  cases: readonly TrustCase[],
  model: DecisionModel,
): Timing {
  const profiles = cases.flatMap(one => forms.map(form => one[form]));
  const timeOf = (profile: (typeof profiles)[number]) => {
    const start = performance.now();
    advise({ profile }, model);
    return performance.now() - start;
  };
  const times = profiles.map(profile =>
    quantile(
      Array.from({ length: runs }, () => timeOf(profile)),
      0.5,
    ),
  );
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95) };
}
