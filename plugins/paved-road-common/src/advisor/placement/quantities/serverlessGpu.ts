import { AssumptionSet } from '../../quantities/AssumptionSet';
import { loadOf, monthHours } from '../../quantities/load';
import { Percentiles, PlacementMeasure } from '../measures';
import { TokenLoad } from '../TokenLoad';
import { GpuSetup, Servable } from './modelServers';
import { measured } from './outcome';
import { callRates, gpuSetupOf, utilisationOf } from './ownGpu';
import { retrievalParts } from './retrieval';
import { callSeconds } from './roofline';
import { servedLatency } from './serving';

/** Beyond, a container is never off. */
const longestExponent = 500;

/**
 * Seconds from a cold start to the next time that a container goes off: the start, and then as long as requests come
 * in time (the busy period of a server that stays on after each of them).
 *
 * @param rate - requests per second
 * @param staySeconds - how long it stays on from the start of a request
 */
export function upSeconds(
  rate: number,
  coldSeconds: number,
  staySeconds: number,
): number {
  const exponent = Math.min(longestExponent, rate * staySeconds);
  return (
    coldSeconds +
    (exponent > 1e-6 ? (Math.exp(exponent) - 1) / rate : staySeconds)
  );
}

/** Share of the requests that find a container off, 0..1. */
export function idleColdShare(
  rate: number,
  coldSeconds: number,
  staySeconds: number,
): number {
  return 1 / (1 + rate * upSeconds(rate, coldSeconds, staySeconds));
}

/** Provision, weights and engine, in seconds. */
export function coldSecondsOf(
  { server }: Pick<GpuSetup, 'server'>,
  assume: AssumptionSet,
): number {
  return (
    assume.get('gpuServerlessProvision') +
    server.weights / 1e9 / assume.get('modelLoadRate') +
    assume.get('modelEngineStart')
  );
}

/** What GPUs that are billed by the second cost a month for a load. */
export function measureServerlessGpu(
  servable: Servable<GpuSetup>,
  load: TokenLoad,
  networkSeconds: number,
  assume: AssumptionSet,
): PlacementMeasure {
  if (servable.status === 'impossible') {
    return servable;
  }
  const { requestsPerMonth, traffic, callsPerTask } = load;
  const arrivals = loadOf(requestsPerMonth, traffic, assume);
  const rates = callRates(load, assume);
  const idle = assume.get('gpuServerlessIdle');
  const withTimes = servable.setups.map(setup => {
    const cold = coldSecondsOf(setup, assume);
    const stay = callsPerTask * callSeconds(setup.pace, 1) + idle;
    const up = upSeconds(arrivals.meanRate, cold, stay);
    const containers = Math.max(
      (arrivals.meanRate * up) / (1 + arrivals.meanRate * up),
      (rates.mean * setup.seconds) / (setup.batch * rates.rules.utilisation),
    );
    return {
      setup,
      cold,
      stay,
      containers,
      hourly: containers * setup.hour * setup.factor,
    };
  });
  const best = withTimes.reduce((a, b) =>
    b.hourly < a.hourly ||
    (b.hourly === a.hourly && b.setup.hour < a.setup.hour)
      ? b
      : a,
  );
  const { setup, cold, containers } = best;
  const coldShare = coldRequestShare(arrivals, best, callsPerTask);
  const warm = servedLatency(
    setup,
    Math.max(
      1,
      (rates.peak * setup.seconds) / (setup.batch * rates.rules.utilisation),
    ),
    rates.peak,
    callsPerTask,
    networkSeconds,
  );
  const coldCalls = coldShare / callsPerTask;
  return measured(
    [
      {
        id: 'gpus',
        title: 'GPUs, while they are on',
        monthly:
          best.hourly *
          monthHours *
          (load.residency === 'none'
            ? 1
            : assume.get('gpuServerlessRegionFactor')),
      },
      ...retrievalParts(load, assume),
    ],
    gpuSetupOf(setup, {
      replicas: Math.ceil(containers - 1e-9),
      utilisation: utilisationOf(setup, containers, rates.mean),
    }),
    {
      firstToken: withCold(warm.firstToken, coldCalls, cold),
      tokensPerSecond: warm.tokensPerSecond,
      response: withCold(warm.response, coldShare, cold),
      coldStartProbability: coldCalls,
      coldStartSeconds: cold,
    },
  );
}

/** The share of requests that meet a cold start: after idle times, and in bursts that need another container. */
function coldRequestShare(
  { quietRate, meanRate, peakRate, burstShare }: ReturnType<typeof loadOf>,
  { setup, cold, stay }: { setup: GpuSetup; cold: number; stay: number },
  callsPerTask: number,
): number {
  const idle = idleColdShare(quietRate, cold, stay);
  const slots = Math.max(setup.batch, meanRate * callsPerTask * setup.seconds);
  const offered = peakRate * callsPerTask * setup.seconds;
  const burst = Math.max(0, 1 - slots / offered);
  return (
    (1 - burstShare) * idle +
    burstShare * Math.max(idle, offered > 0 ? burst : 0)
  );
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
