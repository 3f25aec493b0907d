import { z } from 'zod';
import publishedNumbers from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/__fixtures__/published.json';
import {
  findPublishedGpu,
  findPublishedModel,
  publishedPrecisions,
} from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/__testUtils__/published';
import {
  kvCapacity,
  computePace,
  serverOn,
  throughput,
} from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/roofline';
import { throughputFamilies } from '../../../plugins/paved-road-common/src/advisor/quantities/tables/throughputFamilies';
import { AssumptionSet } from '../../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';
import { median } from '../../scorecards/measure';

/** A published measurement next to the computed value. */
export interface ThroughputRow {
  model: string;
  /** Number and type of GPU, and precision. */
  machine: string;
  engine: string;
  /** Input and output tokens. */
  tokens: string;
  /** Requests at a time. */
  concurrency: string;
  /** Output tokens per second. */
  published: number;
  computed: number;
  /** Computed over published. */
  factor: number;
  /** Stated uncertainty, as a factor up and down. */
  spread: number;
  family: string;
  calibrated: boolean;
}

/** Errors of the formula inside a calibrated family. */
export interface FamilyErrors {
  id: string;
  rows: number;
  /** Absolute relative errors. */
  median: number;
  worst: number;
  spread: number;
}

export interface ThroughputErrors {
  families: FamilyErrors[];
  /** The worst absolute relative error inside calibrated families. */
  worstInside: number;
  outside: ThroughputRow[];
  /** Number of rows outside the stated uncertainty. */
  beyondSaid: number;
  /** Measurements that the formula cannot compute, and why. */
  notComputed: { what: string; rows: number; why: string }[];
}

const unknownModels: Readonly<Record<string, string>> = {
  'DeepSeek-R1': 'its KV cache is compressed, which the formula does not know',
  'Llama 4 Maverick': 'its architecture was not found',
  'Qwen2.5-14B': 'its architecture was not found',
};

const publishedRows = z
  .array(
    z.object({
      model: z.string(),
      gpu: z.string(),
      gpus: z.number(),
      engine: z.string(),
      precision: z.string(),
      inputTokens: z.number().optional(),
      outputTokens: z.number().optional(),
      concurrency: z.union([z.number(), z.literal(['saturated', 'best'])]),
      outputTokensPerS: z.number(),
    }),
  )
  .parse(publishedNumbers.throughput);

type PublishedRow = (typeof publishedRows)[number];

/** Compares a measurement with the computed value, or returns why that is impossible. */
function compare(
  row: PublishedRow,
  assume: AssumptionSet,
): ThroughputRow | string {
  const { inputTokens, outputTokens, concurrency } = row;
  const gpu = findPublishedGpu(row.gpu);
  const model = findPublishedModel(row.model);
  const precision = publishedPrecisions[row.precision];
  if (inputTokens === undefined || outputTokens === undefined) {
    return 'its tokens are not given';
  }
  if (!model) {
    return unknownModels[row.model] ?? 'no such model in the tables';
  }
  if (!gpu || !precision) {
    return 'no such GPU or precision in the tables';
  }
  const server = serverOn(
    model,
    gpu,
    row.gpus,
    assume.get('modelMemoryShare'),
    precision,
  );
  const family = throughputFamilies.find(
    ({ generations, precisions: covered, experts, several }) =>
      generations.includes(gpu.generation) &&
      covered.includes(precision) &&
      experts === Boolean(model.experts) &&
      several === row.gpus > 1,
  );
  if (!server || !family) {
    return 'no family of throughput covers it';
  }
  const shape = { inputTokens, outputTokens, reusedPrefix: 0 };
  const requests = Math.min(
    kvCapacity(server, shape),
    typeof concurrency === 'number'
      ? concurrency
      : assume.get('largestModelBatch'),
  );
  const computed = throughput(computePace(server, shape), requests);
  return {
    model: row.model,
    machine: `${row.gpus} ${gpu.gpu}, ${precision}`,
    engine: row.engine,
    tokens: `${inputTokens} in, ${outputTokens} out`,
    concurrency: String(concurrency),
    published: row.outputTokensPerS,
    computed,
    factor: computed / row.outputTokensPerS,
    spread: server.spread,
    family: family.id,
    calibrated: server.calibrated,
  };
}

const computeRelativeError = ({ factor }: ThroughputRow) =>
  Math.abs(factor - 1);

/** Compares every published throughput with the formula. */
export function throughputErrors(): ThroughputErrors {
  const assume = new AssumptionSet({});
  const compared = publishedRows.map(row => ({
    row,
    found: compare(row, assume),
  }));
  const rows = compared.flatMap(({ found }) =>
    typeof found === 'string' ? [] : [found],
  );
  const inside = rows.filter(({ calibrated }) => calibrated);
  const outside = rows.filter(({ calibrated }) => !calibrated);
  const families = [...new Set(inside.map(({ family }) => family))].map(id => {
    const own = inside.filter(({ family }) => family === id);
    const errors = own.map(computeRelativeError);
    return {
      id,
      rows: own.length,
      median: median(errors),
      worst: Math.max(...errors),
      spread: own[0].spread,
    };
  });
  const notComputed = new Map<
    string,
    ThroughputErrors['notComputed'][number]
  >();
  for (const { row, found } of compared) {
    if (typeof found === 'string') {
      const what = `${row.model} on ${row.gpus} ${row.gpu}, ${row.engine}`;
      const known = notComputed.get(what);
      notComputed.set(what, {
        what,
        rows: (known?.rows ?? 0) + 1,
        why: found,
      });
    }
  }
  return {
    families,
    worstInside: Math.max(...inside.map(computeRelativeError)),
    outside,
    beyondSaid: outside.filter(
      ({ factor, spread }) => Math.max(factor, 1 / factor) > spread,
    ).length,
    notComputed: [...notComputed.values()],
  };
}
