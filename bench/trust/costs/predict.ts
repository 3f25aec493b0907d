import { calcPrice } from '@pydantic/genai-prices';
import { placementMeasurer } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measurePlacement';
import { gpus } from '../../../plugins/paved-road-common/src/advisor/quantities/prices/gpus';
import { openModels } from '../../../plugins/paved-road-common/src/advisor/quantities/prices/openModels';
import {
  Gpu,
  HostedModel,
  OpenModel,
} from '../../../plugins/paved-road-common/src/advisor/quantities/prices/rows';
import { PlacementMeasure } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measures';
import { assumptions } from '../../../plugins/paved-road-common/src/advisor/quantities/assumptions';
import { AssumptionSet } from '../../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';
import { toLoad } from './loads';
import { CostReport, costReports, End, pick } from './reports';

/** A report next to what the model computes for it. */
export interface CostComparison {
  report: CostReport;
  /** Why nothing is computed. */
  why?: string;
  predicted?: Record<End, number>;
  /** Predicted over reported. */
  factor?: number;
  /** Whether the report lies in the predicted range. */
  inside?: boolean;
}

/** Reported, but not in the tables: newer models have taken its place. */
const furtherModels: readonly OpenModel[] = [
  {
    model: 'DeepSeek-V3',
    quality: 'mid',
    paramsB: 671,
    activeParamsB: 37,
    experts: { total: 256, active: 8 },
    weightsGb: { fp8: 689 },
    // 61 layers; a compressed KV cache of 512 and 64 numbers, 128 heads.
    kvBytesPerToken: 70_272,
    attentionWidth: 61 * 128 * 160,
    contextWindow: 163_840,
    licence: 'MIT',
    released: '2024-12',
    source: 'DeepSeek-V3 technical report',
    url: 'https://arxiv.org/html/2412.19437',
  },
];

/** What the bill of a report contains: no people, no vector store, nothing around the model. */
const billedParts = new Set(['tokens', 'embedding', 'gpus']);

type Prices = ReturnType<typeof calcPrice>;

function toPricedModel(
  provider: string,
  model: string,
  date: string,
  end: End,
  longCaches: boolean,
): HostedModel {
  const result: Prices = calcPrice(
    { input_tokens: 1, output_tokens: 1 },
    model,
    { providerId: provider, timestamp: new Date(`${date}T12:00:00Z`) },
  );
  if (!result) {
    throw new Error(`The price package has no ${model} of ${provider}`);
  }
  const base = (price: number | { base: number } | undefined) =>
    typeof price === 'object' ? price.base : price;
  const prices = result.model_price as Record<
    string,
    number | { base: number } | undefined
  >;
  const written = base(
    longCaches && end === 'high'
      ? (prices.cache_write_1h_mtok ?? prices.cache_write_mtok)
      : prices.cache_write_mtok,
  );
  const read = base(prices.cache_read_mtok);
  return {
    provider,
    model,
    quality: 'small',
    inputPerMtok: base(prices.input_mtok)!,
    outputPerMtok: base(prices.output_mtok)!,
    ...(read !== undefined && { cacheReadPerMtok: read }),
    ...(written !== undefined && { cacheWritePerMtok: written }),
    batchFactor: 0.5,
    regional: false,
    contextWindow: 1e9,
  };
}

/** The price of several models by their shares. */
function mixed(
  rows: readonly { share: number; row: HostedModel }[],
): HostedModel {
  const mean = (of: (row: HostedModel) => number) =>
    rows.reduce((sum, { share, row }) => sum + share * of(row), 0);
  return {
    ...rows[0].row,
    model: rows.map(({ row }) => row.model).join(' and '),
    inputPerMtok: mean(row => row.inputPerMtok),
    outputPerMtok: mean(row => row.outputPerMtok),
  };
}

function hostedModel(report: CostReport, end: End): HostedModel {
  const { given, priceDate = '2026-11-30', notGiven } = report;
  const { provider, model, mix } = given;
  const longCaches = notGiven.includes('how long caches were kept');
  const row = (name: string) =>
    toPricedModel(provider!, name, priceDate, end, longCaches);
  return mix
    ? mixed(
        Object.entries(mix).map(([name, share]) => ({ share, row: row(name) })),
      )
    : row(model!);
}

/** The open models that the report names, or else all models of the class. */
function openModelsFor({ given }: CostReport): OpenModel[] {
  const { openModel, precision } = given;
  const named = [...openModels, ...furtherModels].filter(
    ({ model }) => model === openModel,
  );
  const isSize = /^\d+B/.test(openModel!);
  const found = isSize
    ? openModels.filter(
        ({ quality, experts }) => quality === 'small' && !experts,
      )
    : named;
  return found.map(model => ({
    ...model,
    quality: 'small',
    ...(precision && {
      weightsGb: { [precision]: model.weightsGb[precision] },
    }),
  }));
}

/** The price of a GPU hour: as given, or the one of the model with its range. */
function gpuOverrides(
  { given }: CostReport,
  { hour, serverlessHour }: Gpu,
  end: End,
): Record<string, number> {
  const ids = [hour, ...(serverlessHour ? [serverlessHour] : [])];
  const prices = ids.map(id => {
    const { value, range } = assumptions.find(row => row.id === id)!;
    const [low, high] = range ?? [value!, value!];
    return [id, given.gpuHourUsd ?? { low, mid: value!, high }[end]] as const;
  });
  return {
    ...Object.fromEntries(prices),
    // A stated price contains what the owner negotiated.
    ...(given.gpuHourUsd !== undefined && { gpuCommitment: 0 }),
    ...(given.fullLoad && { utilisation: 1, gpuCommitment: 0 }),
  };
}

type Measured = Extract<PlacementMeasure, { status: 'measured' }>;

const sumBilled = ({ parts }: Measured) =>
  parts.reduce(
    (sum, { id, monthly }) => sum + (billedParts.has(id) ? monthly : 0),
    0,
  );

/** The predicted cost of the period at one end of what is open, or why there is none. */
function predict(report: CostReport, end: End): number | string {
  const { given, placement } = report;
  const { load, ofMonth } = toLoad(report, end);
  const isHosted = placement === 'hosted-api';
  const open = isHosted ? [] : openModelsFor(report);
  const gpu = gpus.find(row => row.gpu === given.gpu);
  if (!isHosted && (open.length === 0 || !gpu)) {
    return `no ${open.length === 0 ? given.openModel : given.gpu} in the tables`;
  }
  const { gpusPerReplica } = given;
  const measure = placementMeasurer(
    {
      priceDate: report.priceDate ?? report.date,
      hosted: isHosted ? [hostedModel(report, end)] : [],
      open,
      gpus: gpu
        ? [{ ...gpu, ...(gpusPerReplica && { counts: [gpusPerReplica] }) }]
        : [],
    },
    new AssumptionSet({
      ...(gpu && gpuOverrides(report, gpu, end)),
      // Reported machines are rented all month.
      batchHours: 24,
      // Reported reads of a cache are reads that found something.
      ...(given.totals &&
        'cacheRead' in given.totals && {
          promptCacheMisses: 0,
        }),
    }),
  );
  const at = (factor: number) =>
    measure(placement, {
      ...load,
      requestsPerMonth: load.requestsPerMonth * factor,
    });
  const mid = at(1);
  if (mid.status === 'impossible') {
    return `impossible: ${mid.limits[0].what}`;
  }
  const { spread } = mid.setup;
  // Lower throughput is a higher load, as in the result of an assessment.
  const measured = at({ low: 1 / spread, mid: 1, high: spread }[end]);
  return measured.status === 'impossible'
    ? `impossible: ${measured.limits[0].what}`
    : sumBilled(measured) * ofMonth;
}

function compare(report: CostReport): CostComparison {
  const [low, mid, high] = (['low', 'mid', 'high'] as const).map(end =>
    predict(report, end),
  );
  if (
    typeof low === 'string' ||
    typeof mid === 'string' ||
    typeof high === 'string'
  ) {
    return {
      report,
      why: [mid, low, high].find(value => typeof value === 'string'),
    };
  }
  const reported = (end: End) => pick(report.reportedUsd, end);
  const predicted = {
    low: Math.min(low, mid, high),
    mid,
    high: Math.max(low, mid, high),
  };
  // The list price is exact, so that rounding in a report must not put it outside.
  const tolerance = 1.02;
  return {
    report,
    predicted,
    factor: mid / reported('mid'),
    inside:
      reported('high') * tolerance >= predicted.low &&
      reported('low') <= predicted.high * tolerance,
  };
}

export const compareCosts = (): CostComparison[] => costReports.map(compare);
