import { AssumptionSet } from '../AssumptionSet';
import { Load, estimateLoad, monthHours } from '../load';
import { Percentiles, PlacementMeasure } from './measures';
import { TokenLoad } from './TokenLoad';
import { callRates, describeSetup, usedShare } from './alwaysOn';
import { findCheapest, PricedSetup, Servable } from './modelServers';
import { costOfPeople } from './operations';
import { measured } from './outcome';
import { retrievalParts } from './retrieval';
import { servedLatency } from './serving';

/** Beyond, a container is never off. */
const longestExponent = 500;

/**
 * Share of requests that find no running container, 0..1. A container runs during the cold start, and then as
 * long as requests arrive in time (the busy period of a server with a keep-alive).
 *
 * @param rate - requests per second
 * @param staySeconds - how long a container stays on from the start of a request
 */
export function idleColdShare(
  rate: number,
  coldSeconds: number,
  staySeconds: number,
): number {
  const kept = Math.exp(Math.min(longestExponent, rate * staySeconds));
  return 1 / (rate * coldSeconds + kept);
}

/** Provision, weights and engine, in seconds. */
export function coldStartSeconds(
  weights: number,
  assume: AssumptionSet,
): number {
  return (
    assume.get('gpuServerlessProvision') +
    weights / 1e9 / assume.get('modelLoadRate') +
    assume.get('modelEngineStart')
  );
}

/** What GPUs that are billed by the second cost a month for a load. */
export function measureServerlessGpu(
  options: Servable,
  load: TokenLoad,
  networkSeconds: number,
  assume: AssumptionSet,
): PlacementMeasure {
  if (options.status === 'impossible') {
    return options;
  }
  const { requestsPerMonth, traffic, callsPerTask, residency } = load;
  const arrivals = estimateLoad(requestsPerMonth, traffic, assume);
  // Containers start in minutes, so they follow the load as slowly as always-on capacity: at the paid rate.
  const { mean, paid, peak, rules } = callRates(load, assume);
  const idle = assume.get('gpuServerlessIdle');
  // Where somebody waits, a container stays on, and spare ones bridge the minutes until another has started.
  const isAwaited = load.requirement !== undefined;
  const reserve = isAwaited ? 1 + assume.get('gpuServerlessReserve') : 1;
  const toColdAndStaySeconds = ({ server, serving }: PricedSetup) => ({
    cold: coldStartSeconds(server.weights, assume),
    stay: callsPerTask * serving.aloneSeconds + idle,
  });
  /** Containers that are on, on average: one for the share of time in which there is work, or as many as it takes. */
  const containers = (setup: PricedSetup, needed: number) => {
    const { cold, stay } = toColdAndStaySeconds(setup);
    const whileUsed = load.batch
      ? rules.least
      : 1 - idleColdShare(arrivals.meanRate, cold, stay);
    const least = isAwaited ? 1 : whileUsed;
    return Math.max(least, reserve * needed);
  };
  const neededAt = ({ serving }: PricedSetup, rate: number) =>
    (rate * serving.seconds) / serving.room(rules.utilisation);
  const found = findCheapest(
    { setups: options.setups, load },
    candidate =>
      candidate.weighed *
      containers(
        candidate,
        (paid * candidate.serving.leastSlotSeconds) / rules.utilisation,
      ),
    candidate =>
      candidate.weighed * containers(candidate, neededAt(candidate, paid)),
  );
  const [{ setup, cost }] = found;
  const latencyOn = (possible: PricedSetup) => {
    const { serving } = possible;
    const { cold, stay } = toColdAndStaySeconds(possible);
    const coldRequests = coldRequestShare(
      arrivals,
      isAwaited ? 0 : idleColdShare(arrivals.quietRate, cold, stay),
      serving.most / (callsPerTask * serving.fullSeconds),
    );
    const coldCalls = coldRequests / callsPerTask;
    const warm = servedLatency(
      serving,
      Math.max(1, neededAt(possible, peak)),
      peak,
      callsPerTask,
      networkSeconds,
    );
    return {
      ...warm,
      firstToken: withCold(warm.firstToken, coldCalls, cold),
      response: withCold(warm.response, coldRequests, cold),
      coldStartProbability: coldCalls,
      coldStartSeconds: cold,
    };
  };
  const isAnywhere = residency === 'none' || residency === 'contract';
  const monthly =
    cost *
    monthHours *
    (isAnywhere ? 1 : assume.get('gpuServerlessRegionFactor'));
  return measured(
    [
      { id: 'gpus', title: 'GPUs, while they are on', monthly },
      ...retrievalParts(load, assume),
    ],
    describeSetup(setup, containers(setup, neededAt(setup, paid)), mean),
    found.map(possible => ({
      ...latencyOn(possible.setup),
      weight: possible.weight,
    })),
    {
      people: costOfPeople('serverless-gpu', monthly, load, assume),
      used: usedShare(options.setups, mean, cost),
      quotaUse: cost / assume.get('gpuServerlessQuota'),
    },
  );
}

/**
 * The share of requests that meet a cold start, after idle times and in bursts that need another container.
 *
 * @param idle - the share after idle times
 * @param served - requests per second that one container serves
 */
function coldRequestShare(
  { meanRate, peakRate, burstShare }: Load,
  idle: number,
  served: number,
): number {
  const warm = Math.max(served, meanRate);
  const burst = peakRate > warm ? 1 - warm / peakRate : 0;
  return (1 - burstShare) * idle + burstShare * Math.max(idle, burst);
}

function withCold(
  { p50, p95, p99 }: Percentiles,
  share: number,
  seconds: number,
): Percentiles {
  const extra = (quantile: number) => (share > 1 - quantile ? seconds : 0);
  return {
    p50: p50 + extra(0.5),
    p95: p95 + extra(0.95),
    p99: p99 + extra(0.99),
  };
}
