import { AssumptionId } from '../assumptions';
import { AssumptionSet } from '../AssumptionSet';
import { LanguageModels } from '../prices/languageModels';
import { PlacementLimit, PlacementMeasure } from './measures';
import { Placement } from '../../profile/placements';
import { TokenLoad } from './TokenLoad';
import { measureAlwaysOn } from './alwaysOn';
import { cpuMemory, cpuServers } from './cpu';
import { hostedOffer, measureHosted } from './hostedApi';
import {
  gpuServers,
  NeededModel,
  PricedServer,
  servable,
  ServerLimits,
} from './modelServers';
import { measureServerlessGpu } from './serverlessGpu';

/** Computes the cost and latency of a placement for a load. */
export type PlacementMeasurer = (
  placement: Placement,
  load: TokenLoad,
) => PlacementMeasure;

/**
 * Measures placements. Results that do not depend on the volume are cached, because most flips leave the shape
 * of the calls unchanged.
 */
export function placementMeasurer(
  models: LanguageModels,
  assume: AssumptionSet,
): PlacementMeasurer {
  const hosted = memoizeBy(callShapeKey, load =>
    hostedOffer(load, models, assume),
  );
  const servedBy = (
    serversFor: (needed: NeededModel) => PricedServer[],
    network: () => number,
    largestBatch: AssumptionId,
    limitsOf: (load: TokenLoad) => ServerLimits,
  ) => {
    const servers = memoizeBy(
      ({ quality, isTuned }: NeededModel) => `${quality} ${isTuned}`,
      serversFor,
    );
    return memoizeBy(callShapeKey, load =>
      servable(
        servers(load),
        load,
        {
          networkSeconds: network(),
          largestBatch: assume.get(largestBatch),
          readingSpeed: assume.get('readingSpeed'),
        },
        () => limitsOf(load),
      ),
    );
  };
  const ownNetwork = () => assume.get('hopSeconds');
  const own = servedBy(
    needed =>
      gpuServers(models, needed, ({ hour }) => assume.get(hour), assume),
    ownNetwork,
    'largestModelBatch',
    load => gpuLimits(load, models, assume),
  );
  const serverlessNetwork = () => assume.get('hostedNetwork');
  const serverless = servedBy(
    needed =>
      gpuServers(
        models,
        needed,
        // Nobody bills by the second for less than by the hour; lists of different providers only look like it.
        ({ hour, serverlessHour }) =>
          serverlessHour &&
          Math.max(assume.get(hour), assume.get(serverlessHour)),
        assume,
      ),
    serverlessNetwork,
    'largestModelBatch',
    load => gpuLimits(load, models, assume),
  );
  // The model runs in the calling process.
  const cpuNetwork = () => 0;
  const cpu = servedBy(
    needed => cpuServers(models, needed, assume),
    cpuNetwork,
    'cpuModelBatch',
    load => cpuLimits(load, assume),
  );
  return (placement, load) => {
    switch (placement) {
      case 'hosted-api':
        return measureHosted(hosted(load), load, assume);
      case 'own-gpu':
        return measureAlwaysOn(
          own(load),
          load,
          {
            placement,
            quota: assume.get('gpuQuota'),
            id: 'gpus',
            title: load.batch ? 'GPUs, while a batch runs' : 'GPUs, always on',
            commitment: assume.get('gpuCommitment'),
          },
          ownNetwork(),
          assume,
        );
      case 'serverless-gpu':
        return measureServerlessGpu(
          serverless(load),
          load,
          serverlessNetwork(),
          assume,
        );
      default:
        return measureAlwaysOn(
          cpu(load),
          load,
          {
            placement,
            quota: assume.get('cpuQuota'),
            id: 'instances',
            title: load.batch
              ? 'Instances, while a batch runs'
              : 'Instances, always on',
          },
          cpuNetwork(),
          assume,
        );
    }
  };
}

/** Cache key of a load, without volume, traffic and the surroundings of the model. */
function callShapeKey(load: TokenLoad): string {
  const { requirement } = load;
  return [
    load.inputTokens,
    load.longestInputTokens,
    load.outputTokens,
    load.callsPerTask,
    load.reusedPrefix,
    load.use,
    load.quality,
    load.isTuned,
    load.residency,
    requirement?.of,
    requirement?.seconds,
    requirement?.tokens,
    load.batch,
  ].join();
}

/** Computes once for each key. */
function memoizeBy<T, R>(
  keyOf: (input: T) => string,
  of: (input: T) => R,
): (input: T) => R {
  const kept = new Map<string, R>();
  return input => {
    const key = keyOf(input);
    const found = kept.get(key) ?? of(input);
    kept.set(key, found);
    return found;
  };
}

const noModel = (
  { quality }: TokenLoad,
  limit: string,
  source: string,
  liftedBy: string[],
): PlacementLimit => ({
  id: 'no-such-model',
  field: 'llm.quality',
  value: quality,
  limit,
  source,
  what: 'class of model',
  liftedBy,
});

const lessMemory = {
  field: 'llm.inputTokens',
  unit: 'GB',
  what: 'weights and KV cache of one request',
};

function gpuLimits(
  load: TokenLoad,
  { gpus, open }: LanguageModels,
  assume: AssumptionSet,
): ServerLimits {
  const classes = [...new Set(open.map(({ quality }) => quality))];
  return {
    noModel: noModel(
      load,
      classes.join(', ') || 'none',
      'Open models and GPUs in the table',
      ['an evaluation that shows an open model to be good enough'],
    ),
    memory: {
      ...lessMemory,
      id: 'gpu-memory',
      limit:
        assume.get('modelMemoryShare') *
        Math.max(
          0,
          ...gpus.map(({ memoryGb, counts }) => memoryGb * Math.max(...counts)),
        ),
      source: 'Memory of GPUs in the table, and weights of open models',
      liftedBy: ['less context', 'a smaller model'],
    },
  };
}

function cpuLimits(load: TokenLoad, assume: AssumptionSet): ServerLimits {
  return {
    noModel: noModel(
      load,
      'small',
      'Open models that a processor runs at a useful speed',
      ['an evaluation that shows a small model to be good enough', 'a GPU'],
    ),
    memory: {
      ...lessMemory,
      id: 'cpu-memory',
      limit: cpuMemory(assume),
      source: 'Assumption cpuModelMemory, and weights of open models',
      liftedBy: ['less context', 'an instance with more memory'],
    },
  };
}
