import { PlacementMeasure } from './measures';
import { Placement } from '../../profile/placements';
import { PlacementSetup } from './schemas';
import { TokenLoad } from './TokenLoad';
import { AssumptionSet } from '../AssumptionSet';
import { estimateLoad, monthHours } from '../load';
import { findCheapest, PricedSetup, Servable } from './modelServers';
import { costOfPeople } from './operations';
import { measured } from './outcome';
import { retrievalParts } from './retrieval';
import { replicasFor, servedLatency, SizingRules } from './serving';

/** Call rates per second, and the sizing rules. */
export interface CallRates {
  mean: number;
  paid: number;
  peak: number;
  rules: SizingRules;
}

/**
 * Call rates per second. For batch, the mean rate is enough, and a machine is on only while it works: at least for one
 * run a day.
 */
export function callRates(
  { requestsPerMonth, traffic, callsPerTask, batch }: TokenLoad,
  assume: AssumptionSet,
): CallRates {
  const { meanRate, paidRate, peakRate } = estimateLoad(
    requestsPerMonth,
    traffic,
    assume,
  );
  const mean = meanRate * callsPerTask;
  return {
    mean,
    paid: batch ? mean : paidRate * callsPerTask,
    peak: batch ? mean : peakRate * callsPerTask,
    rules: {
      least: batch
        ? assume.get('batchHours') / 24
        : Math.max(1, assume.get('minReplicas')),
      utilisation: assume.get('utilisation'),
      tail: assume.get('sizingTail'),
    },
  };
}

/**
 * The monthly cost of always-on model servers for a load.
 *
 * `commitment` is the discount on the base load, 0..1; `quota` what an account gets, in USD per hour.
 */
export function measureAlwaysOn(
  options: Servable,
  load: TokenLoad,
  {
    placement,
    commitment = 0,
    quota,
    ...part
  }: {
    placement: Placement;
    id: string;
    title: string;
    commitment?: number;
    quota: number;
  },
  networkSeconds: number,
  assume: AssumptionSet,
): PlacementMeasure {
  if (options.status === 'impossible') {
    return options;
  }
  const rates = callRates(load, assume);
  const { mean, paid, peak, rules } = rates;
  /** Replicas that are needed all the time, whatever the peaks. */
  const baseReplicas = ({ serving }: PricedSetup) =>
    Math.max(rules.least, (mean * serving.slotSeconds) / rules.utilisation);
  const replicasAt = ({ serving }: PricedSetup, rate: number) =>
    replicasFor(serving, rate, rules);
  const found = findCheapest(
    { setups: options.setups, load },
    ({ weighed, serving }) =>
      weighed *
      (1 - commitment) *
      Math.max(
        rules.least,
        (paid * serving.leastSlotSeconds) / rules.utilisation,
      ),
    candidate => {
      const replicas = replicasAt(candidate, paid);
      return (
        candidate.weighed *
        (replicas - commitment * Math.min(replicas, baseReplicas(candidate)))
      );
    },
  );
  const [{ setup, cost }] = found;
  const monthly = cost * monthHours * (1 - assume.get('purchaseDiscount'));
  return measured(
    [{ ...part, monthly }, ...retrievalParts(load, assume)],
    describeSetup(setup, replicasAt(setup, paid), mean),
    found.map(({ setup: possible, weight }) => ({
      // Replicas are added for the peak.
      ...servedLatency(
        possible.serving,
        Math.max(1, replicasAt(possible, peak)),
        peak,
        load.callsPerTask,
        networkSeconds,
      ),
      coldStartProbability: 0,
      coldStartSeconds: 0,
      weight,
    })),
    {
      people: costOfPeople(placement, monthly, load, assume),
      used: usedShare(options.setups, mean, cost),
      quotaUse: cost / quota,
    },
  );
}

/**
 * Share of the hourly cost that serving the mean load without idle time would take, 0..1. Unlike the
 * utilisation of one setup, it does not jump when another setup becomes the cheapest.
 */
export function usedShare(
  setups: readonly PricedSetup[],
  mean: number,
  cost: number,
): number {
  let least = Infinity;
  for (const { weighed, serving } of setups) {
    least = Math.min(least, weighed * mean * serving.leastSlotSeconds);
  }
  return cost > 0 ? Math.min(1, least / cost) : 1;
}

/** Keeps a whole number of replicas from being rounded up. */
const rounding = 1e-9;

/**
 * A setup for the result.
 *
 * @param replicas - as a number with a fraction
 * @param rate - calls per second on average
 */
export function describeSetup(
  { server, serving, gpu }: PricedSetup,
  replicas: number,
  rate: number,
): PlacementSetup {
  const { model, precision, calibrated, spread } = server;
  return {
    model: model.model,
    ...(gpu && { gpu: gpu.name, gpusPerReplica: gpu.count }),
    replicas: Math.ceil(replicas - rounding),
    precision,
    batch: Math.max(1, Math.floor(serving.batch)),
    weightsGb: server.weights / 1e9,
    utilisation:
      replicas > 0 ? Math.min(1, (rate * serving.slotSeconds) / replicas) : 0,
    calibrated,
    spread,
  };
}
