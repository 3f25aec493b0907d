import { Profile } from '../profile/profile';
import { AssumptionId } from './assumptions';
import { AssumptionSet } from './AssumptionSet';

/** Seconds of a month of 730 hours. */
export const monthSeconds = 730 * 3600;

export const monthHours = 730;

export type Traffic = NonNullable<NonNullable<Profile['workload']>['traffic']>;

/** How requests arrive over a month. */
export interface Load {
  requestsPerMonth: number;
  /** Requests per second, mean over the month. */
  meanRate: number;
  /** Requests per second at the peak. */
  peakRate: number;
  /** Requests per second in quiet times. */
  quietRate: number;
  /**
   * Requests per second that always-on capacity is paid for: it follows the load, but stays for a part
   * of each peak, since it neither starts nor stops at once.
   */
  paidRate: number;
  /** Share of the requests that arrive while a burst builds up. */
  burstShare: number;
}

const byTraffic: Record<
  Traffic,
  { peak: AssumptionId; quiet: AssumptionId; burst: AssumptionId }
> = {
  steady: { peak: 'peakSteady', quiet: 'quietSteady', burst: 'burstSteady' },
  spiky: { peak: 'peakSpiky', quiet: 'quietSpiky', burst: 'burstSpiky' },
  sporadic: {
    peak: 'peakSporadic',
    quiet: 'quietSporadic',
    burst: 'burstSporadic',
  },
};

/** The load of a volume that arrives in a traffic pattern. */
export function estimateLoad(
  requestsPerMonth: number,
  traffic: Traffic,
  assume: AssumptionSet,
): Load {
  const { peak, quiet, burst } = byTraffic[traffic];
  const meanRate = requestsPerMonth / monthSeconds;
  const peakRate = meanRate * Math.max(1, assume.get(peak));
  return {
    requestsPerMonth,
    meanRate,
    peakRate,
    paidRate: meanRate + assume.get('scalingLag') * (peakRate - meanRate),
    quietRate: meanRate * assume.get(quiet),
    burstShare: assume.get(burst),
  };
}
