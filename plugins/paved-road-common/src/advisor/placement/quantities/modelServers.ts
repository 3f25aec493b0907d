import { AssumptionId } from '../../quantities/assumptions';
import { AssumptionSet } from '../../quantities/AssumptionSet';
import { LanguageModels } from '../languageModels';
import { PlacementLimit } from '../measures';
import { Gpu, OpenModel } from '../tables/rows';
import { TokenLoad } from '../TokenLoad';
import { impossible } from './outcome';
import { ModelServer, serverOn } from './roofline';
import { ServingSetup, servingSetup, strainFactor } from './serving';

/** An open model on a number of GPUs. */
export interface GpuServer {
  gpu: Gpu;
  count: number;
  server: ModelServer;
}

/** A model server at the batch that it takes for a load. */
export interface GpuSetup extends ServingSetup, GpuServer {
  /** USD of one replica for an hour. */
  hour: number;
  /** How much dearer than its price it is taken to be. */
  factor: number;
}

/** Numbers of GPUs that are looked at for each model: the fewest that hold it and the next, which are faster. */
const sizes = 2;

/** All ways to run the open models of a class on GPUs. */
export function gpuServers(
  { open, gpus }: LanguageModels,
  quality: TokenLoad['quality'],
  assume: AssumptionSet,
): GpuServer[] {
  const memoryShare = assume.get('modelMemoryShare');
  return open
    .filter(model => model.quality === quality)
    .flatMap(model =>
      gpus.flatMap(gpu =>
        gpu.counts
          .flatMap(count => {
            const server = serverOn(model, gpu, count, memoryShare);
            return server && server.memory > server.weights
              ? [{ gpu, count, server }]
              : [];
          })
          .slice(0, sizes),
      ),
    );
}

/** What runs a load at all, or the limit against it. */
export type Servable<T> =
  | { status: 'servable'; setups: T[] }
  | { status: 'impossible'; limits: PlacementLimit[] };

/**
 * The model servers that hold a load and meet its latency, or the one that comes nearest.
 *
 * @param hourOf - the assumption with the price of a GPU by the hour; undefined if it is not offered
 */
export function gpuSetups(
  servers: readonly GpuServer[],
  load: TokenLoad,
  hourOf: (gpu: Gpu) => AssumptionId | undefined,
  networkSeconds: number,
  assume: AssumptionSet,
): Servable<GpuSetup> {
  const largestBatch = assume.get('largestModelBatch');
  const offered = servers.filter(({ gpu }) => hourOf(gpu));
  const holding = offered.filter(({ server }) => holds(server.model, load));
  const setups = holding.flatMap(({ gpu, count, server }) => {
    const setup = servingSetup(server, load, networkSeconds, largestBatch);
    return setup
      ? [
          {
            ...setup,
            gpu,
            count,
            hour: count * assume.get(hourOf(gpu)!),
            factor: 1,
          },
        ]
      : [];
  });
  if (setups.length === 0) {
    return impossible(limitOf(offered, holding, load));
  }
  return { status: 'servable', setups: usable(setups) };
}

/** Leaves out what is strained beyond the least of all, and says how much dearer the rest is taken to be. */
export function usable<T extends ServingSetup & { factor: number }>(
  setups: readonly T[],
): T[] {
  const least = Math.min(...setups.map(({ strain }) => strain));
  return setups
    .map(setup => ({ ...setup, factor: strainFactor(setup.strain, least) }))
    .filter(({ factor }) => factor < Infinity);
}

/** Whether a call fits into the context window of a model. */
export function holds(
  { contextWindow }: OpenModel,
  { longestInputTokens, outputTokens }: TokenLoad,
): boolean {
  return longestInputTokens + outputTokens <= contextWindow;
}

function limitOf(
  offered: readonly GpuServer[],
  holding: readonly GpuServer[],
  load: TokenLoad,
): PlacementLimit {
  const tokens = load.longestInputTokens + load.outputTokens;
  if (offered.length === 0) {
    return noOpenModel(load);
  }
  if (holding.length === 0) {
    return windowLimit(
      tokens,
      offered.map(({ server }) => server.model),
    );
  }
  const needed = Math.min(
    ...holding.map(({ server }) => server.weights + server.kv * tokens),
  );
  return {
    id: 'gpu-memory',
    field: 'llm.inputTokens',
    value: needed / 1e9,
    limit: Math.max(...holding.map(({ server }) => server.memory)) / 1e9,
    unit: 'GB',
    source: 'Memory of the GPUs in the table, and the weights of open models',
    what: 'Weights and KV cache of one request',
    liftedBy: ['Retrieve less context', 'Use a smaller model'],
  };
}

export function noOpenModel({ quality }: TokenLoad): PlacementLimit {
  return {
    id: 'no-such-model',
    field: 'llm.quality',
    value: quality,
    limit: 'small, mid',
    source: 'Open models in the table',
    what: 'The class of model',
    liftedBy: ['Show in an evaluation that an open model is good enough'],
  };
}

export function windowLimit(
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
