import { median, quantile } from '../../scorecards/measure';
import { Share, countRightAndTotal } from '../metrics';
import { CostComparison } from './predict';

/** How far predictions are off, over several reports. */
export interface CostErrors {
  title: string;
  reports: number;
  /** Factors up or down, at least 1. */
  median: number;
  /** The factor that four of five reports stay within. */
  mostly: number;
  worst: { factor: number; id: string };
  /** Reports inside the predicted range. */
  inside: Share;
}

const mostReports = 0.8;

const isComputed = ({ factor }: CostComparison) => factor !== undefined;

/** The factor by which a prediction is off, in either direction. */
export const errorFactor = ({ factor }: CostComparison) =>
  Math.max(factor!, 1 / factor!);

function summarise(
  title: string,
  comparisons: readonly CostComparison[],
): CostErrors {
  const computed = comparisons.filter(isComputed);
  const errors = computed.map(errorFactor);
  const worst = Math.max(...errors);
  return {
    title,
    reports: computed.length,
    median: median(errors),
    mostly: quantile(errors, mostReports),
    worst: { factor: worst, id: computed[errors.indexOf(worst)].report.id },
    inside: countRightAndTotal(computed, ({ inside }) => inside!),
  };
}

export function summariseCosts(
  comparisons: readonly CostComparison[],
): CostErrors[] {
  const those = (
    title: string,
    keep: (comparison: CostComparison) => boolean,
  ) => summarise(title, comparisons.filter(keep));
  const isHosted = ({ report }: CostComparison) =>
    report.placement === 'hosted-api';
  return [
    those('All', () => true),
    those('Hosted APIs', isHosted),
    those('Own and serverless GPUs', comparison => !isHosted(comparison)),
    those('Bills only', ({ report }) => report.kind === 'bill'),
    those(
      'Volume, tokens and model given',
      ({ report }) => report.notGiven.length === 0 || report.kind === 'metered',
    ),
  ];
}
