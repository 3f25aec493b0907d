import { LanguageModels, selectOpenModels } from '../prices/languageModels';
import { PlacementLimit } from './measures';
import { Gpu, OpenModel } from '../prices/rows';
import { describeAwaitedPart, TokenLoad } from './TokenLoad';
import { AssumptionSet } from '../AssumptionSet';
import { logRampBetween } from '../ramp';
import { impossible } from './outcome';
import { isNoWorse, ModelServer, serverOn } from './roofline';
import { ServingRules, ServingSetup, strainFactor } from './serving';

/** An open model on a machine at a price by the hour. */
export interface PricedServer {
  server: ModelServer;
  /** USD of one replica for an hour. */
  hour: number;
  /** Whether no other server for the class has as much capacity and speed. */
  isLargest: boolean;
  /** The GPUs of one replica; absent on processors. */
  gpu?: { name: string; count: number };
}

export interface PricedSetup extends PricedServer {
  serving: ServingSetup;
  /** USD of one replica per hour, with the surcharge for little headroom. */
  weighed: number;
}

/** GPU counts to consider per model: the smallest that fits, and the next, faster one. */
const sizes = 2;

/** An open model on a number of GPUs. */
interface GpuServer {
  server: ModelServer;
  gpu: Gpu;
  count: number;
  /** The others that are never the worse, by their place in the list. */
  noWorse: number[];
}

export type NeededModel = Pick<TokenLoad, 'quality' | 'isTuned'>;

const keptServers = new WeakMap<
  LanguageModels,
  Map<string, { memoryShare: number; servers: GpuServer[] }>
>();

/** All ways to run the open models of a class on GPUs; cached, because the pairwise comparison is slow. */
function allGpuServers(
  models: LanguageModels,
  needed: NeededModel,
  memoryShare: number,
): GpuServer[] {
  const kept = keptServers.get(models) ?? new Map();
  keptServers.set(models, kept);
  const key = `${needed.quality} ${needed.isTuned}`;
  const found = kept.get(key);
  if (found?.memoryShare === memoryShare) {
    return found.servers;
  }
  const all = selectOpenModels(models, needed).flatMap(model =>
    models.gpus.flatMap(gpu =>
      gpu.counts
        .flatMap(count => {
          const server = serverOn(model, gpu, count, memoryShare);
          return server && server.memory > server.weights
            ? [{ server, gpu, count }]
            : [];
        })
        .slice(0, sizes),
    ),
  );
  const servers = all.map((row, at) => ({
    ...row,
    noWorse: [...all.keys()].filter(
      other => other !== at && isNoWorse(all[other].server, row.server),
    ),
  }));
  kept.set(key, { memoryShare, servers });
  return servers;
}

/**
 * The ways to run the open models of a class on GPUs, without those dominated in both performance and price.
 *
 * @param hourOf - USD of a GPU by the hour; undefined if it is not offered
 */
export function gpuServers(
  models: LanguageModels,
  needed: NeededModel,
  hourOf: (gpu: Gpu) => number | undefined,
  assume: AssumptionSet,
): PricedServer[] {
  const servers = allGpuServers(models, needed, assume.get('modelMemoryShare'));
  const hours = servers.map(({ gpu, count }) => {
    const hour = hourOf(gpu);
    return hour === undefined ? Infinity : count * hour;
  });
  const isBeaten = (at: number, other: number) =>
    hours[other] < hours[at] ||
    (hours[other] === hours[at] &&
      // Of two that are alike, the first stays.
      (other < at || !servers[other].noWorse.includes(at)));
  return servers.flatMap(({ server, gpu, count, noWorse }, at) =>
    hours[at] === Infinity || noWorse.some(other => isBeaten(at, other))
      ? []
      : [
          {
            server,
            hour: hours[at],
            isLargest: !noWorse.some(other => hours[other] < Infinity),
            gpu: { name: gpu.gpu, count },
          },
        ],
  );
}

/** Limits to report if there is no server, or none with enough memory; memory is in GB. */
export interface ServerLimits {
  noModel: PlacementLimit;
  memory: Omit<PlacementLimit, 'value'>;
}

/** What runs a load at all, or the limit against it. */
export type Servable =
  | { status: 'servable'; setups: PricedSetup[] }
  | { status: 'impossible'; limits: PlacementLimit[] };

/** Ratio of the latency of a single call to the requirement above which the placement counts as impossible. */
const hopeless = 5;

/** The servers that fit a load and meet its latency, or come close; otherwise the limit that rules them out. */
export function servable(
  servers: readonly PricedServer[],
  load: TokenLoad,
  rules: ServingRules,
  limits: () => ServerLimits,
): Servable {
  if (servers.length === 0) {
    return impossible(limits().noModel);
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
  const holding = inWindow
    .map(row => ({ row, serving: new ServingSetup(row.server, load, rules) }))
    .filter(({ serving }) => serving.holds);
  if (holding.length === 0) {
    const needed = inWindow.map(
      ({ server }) => server.weights + server.kv * tokens,
    );
    return impossible({
      ...limits().memory,
      value: Math.min(...needed) / 1e9,
    });
  }
  const { requirement } = load;
  const fastest = requirement
    ? Math.min(...holding.map(({ serving }) => serving.aloneLatency))
    : 0;
  if (requirement && fastest > hopeless * requirement.seconds) {
    return impossible({
      id: 'latency',
      field: 'workload.latency',
      value: fastest,
      limit: hopeless * requirement.seconds,
      unit: 's',
      source: `${hopeless} times what is required`,
      what: `${describeAwaitedPart(requirement)} of a call that has the server to itself`,
      liftedBy: ['shorter calls', 'a lower requirement', 'a smaller model'],
    });
  }
  return {
    status: 'servable',
    setups: holding
      .map(({ row, serving }) => ({
        ...row,
        serving,
        weighed: row.hour * surcharge(row, serving.strain),
      }))
      .filter(({ weighed }) => weighed < Infinity),
  };
}

/**
 * The price factor of a server by its strain. Nothing larger could take over from the largest ones, so theirs only rises
 * beyond a limit. It never falls, so that longer prompts never cost less.
 */
function surcharge({ isLargest }: PricedServer, strain: number): number {
  return isLargest ? Math.max(1, strain) : strainFactor(strain);
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
    what: 'input and output of a call',
    liftedBy: ['less context', 'several calls with a part of the input each'],
  };
}

/** How much more a setup may cost and still be one that a team might run: prices of one GPU differ by more than that. */
const near = 1.5;

/** A setup with its hourly cost in USD. */
export interface CostedSetup {
  setup: PricedSetup;
  cost: number;
  /** How much it counts beside the others, 0..1: 1 for the cheapest, less for a higher cost. */
  weight: number;
}

/**
 * The setups that cost about the least, the cheapest first; where nobody waits, only the cheapest. Lower bounds of the
 * costs are quick to compute; exact costs are slow and computed only for setups that may be among them.
 */
export function findCheapest(
  { setups, load }: { setups: readonly PricedSetup[]; load: TokenLoad },
  atLeast: (setup: PricedSetup) => number,
  costOf: (setup: PricedSetup) => number,
): CostedSetup[] {
  const range = load.requirement ? near : 1;
  const bounded = setups
    .map(setup => ({ setup, bound: atLeast(setup) }))
    .sort((a, b) => a.bound - b.bound);
  const costed: { setup: PricedSetup; cost: number }[] = [];
  let least = Infinity;
  for (const { setup, bound } of bounded) {
    if (bound > range * least) {
      break;
    }
    const cost = costOf(setup);
    least = Math.min(least, cost);
    costed.push({ setup, cost });
  }
  const [cheapest, ...others] = costed.sort(
    (a, b) => a.cost - b.cost || a.setup.hour - b.setup.hour,
  );
  return [
    { ...cheapest, weight: 1 },
    ...others
      .map(row => ({
        ...row,
        weight: 1 - logRampBetween(row.cost, least, range * least),
      }))
      .filter(({ weight }) => weight > 0),
  ];
}
