import { AssumptionSet } from '../../quantities/AssumptionSet';
import { loadOf, monthHours } from '../../quantities/load';
import { PlacementMeasure } from '../measures';
import { PlacementSetup } from '../schemas';
import { TokenLoad } from '../TokenLoad';
import { GpuSetup, Servable } from './modelServers';
import { measured } from './outcome';
import { retrievalParts } from './retrieval';
import { replicasFor, servedLatency, ServingSetup } from './serving';

/** What is always on: a model server at a price by the hour. */
interface PricedSetup extends ServingSetup {
  hour: number;
  factor: number;
}

/** The rates at which calls have to be served, per second, and the rules of sizing. */
export interface CallRates {
  mean: number;
  paid: number;
  peak: number;
  least: number;
  rules: { utilisation: number; tail: number };
}

/** Calls per second; where nobody waits, the mean is enough and one replica too. */
export function callRates(
  { requestsPerMonth, traffic, callsPerTask, batch }: TokenLoad,
  assume: AssumptionSet,
): CallRates {
  const { meanRate, paidRate, peakRate } = loadOf(
    requestsPerMonth,
    traffic,
    assume,
  );
  const mean = meanRate * callsPerTask;
  return {
    mean,
    paid: batch ? mean : paidRate * callsPerTask,
    peak: batch ? mean : peakRate * callsPerTask,
    least: batch ? 1 : Math.max(1, assume.get('minReplicas')),
    rules: {
      utilisation: assume.get('utilisation'),
      tail: assume.get('sizingTail'),
    },
  };
}

/** The cheapest of several setups that are always on, with its replicas as a number with a fraction. */
export function cheapestAlwaysOn<T extends PricedSetup>(
  setups: readonly T[],
  { paid, least, rules }: CallRates,
): { setup: T; replicas: number; hourly: number } {
  // Looked at in the order of what they cost at least, so that few have to be sized.
  const bounds = setups
    .map(setup => ({
      setup,
      bound:
        setup.hour *
        setup.factor *
        Math.max(
          least,
          (paid * setup.seconds) / (rules.utilisation * setup.batch),
        ),
    }))
    .sort((a, b) => a.bound - b.bound);
  let best: { setup: T; replicas: number; hourly: number } | undefined;
  for (const { setup, bound } of bounds) {
    if (best && bound >= best.hourly) {
      break;
    }
    const replicas = Math.max(least, replicasFor(setup, paid, rules));
    const hourly = setup.hour * setup.factor * replicas;
    if (!best || hourly < best.hourly) {
      best = { setup, replicas, hourly };
    }
  }
  return best!;
}

/** What GPUs that are always on cost a month for a load. */
export function measureOwnGpu(
  servable: Servable<GpuSetup>,
  load: TokenLoad,
  networkSeconds: number,
  assume: AssumptionSet,
): PlacementMeasure {
  if (servable.status === 'impossible') {
    return servable;
  }
  const rates = callRates(load, assume);
  const { setup, replicas, hourly } = cheapestAlwaysOn(servable.setups, rates);
  return measured(
    [
      {
        id: 'gpus',
        title: 'GPUs, always on',
        monthly: hourly * monthHours * (1 - assume.get('purchaseDiscount')),
      },
      ...retrievalParts(load, assume),
    ],
    gpuSetupOf(setup, {
      replicas: Math.ceil(replicas - 1e-9),
      utilisation: utilisationOf(setup, replicas, rates.mean),
    }),
    {
      ...alwaysOnLatency(setup, rates, load.callsPerTask, networkSeconds),
      coldStartProbability: 0,
      coldStartSeconds: 0,
    },
  );
}

/** Latency at the peak, for which replicas are added. */
export function alwaysOnLatency(
  setup: ServingSetup,
  { peak, least, rules }: CallRates,
  callsPerTask: number,
  networkSeconds: number,
) {
  return servedLatency(
    setup,
    Math.max(least, replicasFor(setup, peak, rules)),
    peak,
    callsPerTask,
    networkSeconds,
  );
}

/** Share of what a number of replicas could serve that is used on average. */
export function utilisationOf(
  { seconds, batch }: ServingSetup,
  replicas: number,
  rate: number,
): number {
  return replicas > 0 ? Math.min(1, (rate * seconds) / (batch * replicas)) : 0;
}

export function gpuSetupOf(
  { server, gpu, count, batch }: GpuSetup,
  { replicas, utilisation }: { replicas: number; utilisation: number },
): PlacementSetup {
  return {
    model: server.model.model,
    gpu: gpu.gpu,
    gpusPerReplica: count,
    replicas,
    precision: server.precision,
    batch: Math.max(1, Math.floor(batch)),
    utilisation,
    calibrated: server.calibrated,
    spread: server.spread,
  };
}
