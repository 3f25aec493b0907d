import { AssumptionId } from '../../quantities/assumptions';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { LanguageModels } from '../languageModels';
import { PlacementLimit } from '../measures';
import { Gpu, OpenModel } from '../tables/rows';
import { TokenLoad } from '../TokenLoad';
import { impossible } from './outcome';
import { isNoWorse, ModelServer, serverOn } from './roofline';
import { ServingRules, ServingSetup, strainFactor } from './serving';

/** An open model on a machine at a price by the hour. */
export interface PricedServer {
  server: ModelServer;
  /** USD of one replica for an hour. */
  hour: number;
  /** The GPUs of one replica; absent on processors. */
  gpu?: { name: string; count: number };
}

/** A model server for a load. */
export interface PricedSetup extends PricedServer {
  serving: ServingSetup;
  /** USD of one replica for an hour, with what is added for little room. */
  weighed: number;
}

/** Numbers of GPUs that are looked at for each model: the fewest that hold it and the next, which are faster. */
const sizes = 2;

/**
 * The ways to run the open models of a class on GPUs, without those for which another is never the worse and never
 * the dearer.
 *
 * @param hourOf - the assumption with the price of a GPU by the hour; undefined if it is not offered
 */
export function gpuServers(
  { open, gpus }: LanguageModels,
  quality: TokenLoad['quality'],
  hourOf: (gpu: Gpu) => AssumptionId | undefined,
  assume: AssumptionSet,
): PricedServer[] {
  const memoryShare = assume.get('modelMemoryShare');
  const servers = open
    .filter(model => model.quality === quality)
    .flatMap(model =>
      gpus.flatMap(gpu => {
        const hour = hourOf(gpu);
        return hour
          ? gpu.counts
              .flatMap(count => {
                const server = serverOn(model, gpu, count, memoryShare);
                return server && server.memory > server.weights
                  ? [{ server, hour, gpu: { name: gpu.gpu, count } }]
                  : [];
              })
              .slice(0, sizes)
          : [];
      }),
    )
    .map(row => ({ ...row, hour: row.gpu.count * assume.get(row.hour) }));
  return servers.filter(
    (one, at) =>
      !servers.some(
        (other, otherAt) =>
          otherAt !== at &&
          other.hour <= one.hour &&
          isNoWorse(other.server, one.server) &&
          // Of two that are alike, the first stays.
          (otherAt < at ||
            other.hour < one.hour ||
            !isNoWorse(one.server, other.server)),
      ),
  );
}

/** What runs a load at all, or the limit against it. */
export type Servable =
  | { status: 'servable'; setups: PricedSetup[] }
  | { status: 'impossible'; limits: PlacementLimit[] };

/** The servers that hold a load and meet its latency, or the one that comes nearest; else the limit against it. */
export function servable(
  servers: readonly PricedServer[],
  load: TokenLoad,
  rules: ServingRules,
  limits: { noModel: PlacementLimit; memory: Omit<PlacementLimit, 'value'> },
): Servable {
  if (servers.length === 0) {
    return impossible(limits.noModel);
  }
  const tokens = load.longestInputTokens + load.outputTokens;
  const inWindow = servers.filter(
    ({ server }) => tokens <= server.model.contextWindow,
  );
  if (inWindow.length === 0) {
    return impossible(
      windowLimit(
        tokens,
        servers.map(({ server }) => server.model),
      ),
    );
  }
  const setups = inWindow
    .map(row => ({
      ...row,
      weighed: row.hour,
      serving: new ServingSetup(row.server, load, rules),
    }))
    .filter(({ serving }) => serving.holds);
  if (setups.length === 0) {
    const needed = inWindow.map(
      ({ server }) => server.weights + server.kv * tokens,
    );
    return impossible({
      ...limits.memory,
      value: Math.min(...needed) / 1e9,
    });
  }
  const least = Math.min(...setups.map(({ serving }) => serving.strain));
  return {
    status: 'servable',
    setups: setups
      .map(setup => ({
        ...setup,
        weighed: setup.hour * strainFactor(setup.serving.strain, least),
      }))
      .filter(({ weighed }) => weighed < Infinity),
  };
}

function windowLimit(
  tokens: number,
  models: readonly OpenModel[],
): PlacementLimit {
  return {
    id: 'context-window',
    field: 'llm.inputTokens',
    value: tokens,
    limit: Math.max(...models.map(({ contextWindow }) => contextWindow)),
    unit: 'tokens',
    source: `Model cards of ${[...new Set(models.map(({ model }) => model))].join(', ')}`,
    what: 'Input and output of a call',
    liftedBy: ['Retrieve less context', 'Split the input over several calls'],
  };
}

/**
 * The cheapest of several setups. What each costs at least is known at once; what it does cost takes time, and is
 * computed for those that may still be the cheapest.
 */
export function cheapest(
  setups: readonly PricedSetup[],
  atLeast: (setup: PricedSetup) => number,
  costOf: (setup: PricedSetup) => number,
): { setup: PricedSetup; cost: number } {
  const costs = setups.map(atLeast);
  const isExact = setups.map(() => false);
  for (;;) {
    let at = 0;
    for (let other = 1; other < costs.length; other++) {
      const less = costs[other] - costs[at];
      if (less < 0 || (less === 0 && setups[other].hour < setups[at].hour)) {
        at = other;
      }
    }
    if (isExact[at]) {
      return { setup: setups[at], cost: costs[at] };
    }
    costs[at] = costOf(setups[at]);
    isExact[at] = true;
  }
}
