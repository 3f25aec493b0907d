import { AssumptionSet } from '../../quantities/AssumptionSet';
import { monthHours } from '../../quantities/load';
import { LanguageModels } from '../languageModels';
import { PlacementMeasure } from '../measures';
import { TokenLoad } from '../TokenLoad';
import {
  holds,
  noOpenModel,
  Servable,
  usable,
  windowLimit,
} from './modelServers';
import { impossible, measured } from './outcome';
import {
  alwaysOnLatency,
  callRates,
  cheapestAlwaysOn,
  utilisationOf,
} from './ownGpu';
import { retrievalParts } from './retrieval';
import { ModelServer } from './roofline';
import { ServingSetup, servingSetup } from './serving';

/** Weights are read at most of the bandwidth; the assumption on arithmetic is what is reached. */
const family = { stepSeconds: 0, bandwidthShare: 0.8, computeShare: 1 };

/** Nothing is calibrated on CPUs. */
const spread = 3;

export interface CpuSetup extends ServingSetup {
  hour: number;
  factor: number;
}

/** The open models of a class that are served in 4 bits on an instance without GPU. */
export function cpuSetups(
  load: TokenLoad,
  { open }: LanguageModels,
  assume: AssumptionSet,
): Servable<CpuSetup> {
  const models = open.filter(
    ({ quality, weightsGb }) => quality === load.quality && weightsGb.int4,
  );
  if (models.length === 0) {
    return impossible({
      ...noOpenModel(load),
      limit: 'small',
      source: 'Open models that a CPU runs at a useful speed',
      liftedBy: [
        'Show in an evaluation that a small model is good enough',
        'Run the model on a GPU',
      ],
    });
  }
  const holding = models.filter(model => holds(model, load));
  const tokens = load.longestInputTokens + load.outputTokens;
  if (holding.length === 0) {
    return impossible(windowLimit(tokens, models));
  }
  const memory =
    assume.get('cpuModelMemory') * assume.get('modelMemoryShare') * 1e9;
  const servers = holding.map((model): ModelServer => ({
    model,
    precision: 'int4',
    family,
    weights: model.weightsGb.int4! * 1e9,
    kv: model.kvBytesPerToken,
    memory,
    bandwidth: assume.get('cpuModelBandwidth') * 1e9,
    flops: assume.get('cpuModelTflops') * 1e12,
    calibrated: false,
    spread,
  }));
  const hour = assume.get('cpuModelHour');
  const setups = servers.flatMap(server => {
    const setup = servingSetup(server, load, 0, assume.get('cpuModelBatch'));
    return setup ? [{ ...setup, hour, factor: 1 }] : [];
  });
  if (setups.length > 0) {
    return { status: 'servable', setups: usable(setups) };
  }
  return impossible({
    id: 'cpu-memory',
    field: 'llm.inputTokens',
    value:
      Math.min(...servers.map(({ weights, kv }) => weights + kv * tokens)) /
      1e9,
    limit: memory / 1e9,
    unit: 'GB',
    source: 'Assumption cpuModelMemory, and the weights of open models',
    what: 'Weights and KV cache of one request',
    liftedBy: ['Retrieve less context', 'Take an instance with more memory'],
  });
}

/** What instances without GPU cost a month for a load. */
export function measureCpu(
  servable: Servable<CpuSetup>,
  load: TokenLoad,
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
        id: 'instances',
        title: 'Instances, always on',
        monthly: hourly * monthHours * (1 - assume.get('purchaseDiscount')),
      },
      ...retrievalParts(load, assume),
    ],
    {
      model: setup.server.model.model,
      replicas: Math.ceil(replicas - 1e-9),
      precision: setup.server.precision,
      batch: Math.max(1, Math.floor(setup.batch)),
      utilisation: utilisationOf(setup, replicas, rates.mean),
      calibrated: false,
      spread,
    },
    {
      ...alwaysOnLatency(setup, rates, load.callsPerTask, 0),
      coldStartProbability: 0,
      coldStartSeconds: 0,
    },
  );
}
