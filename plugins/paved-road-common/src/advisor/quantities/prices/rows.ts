import { AssumptionId } from '../assumptions';
import { ModelQuality } from '../languageModels/TokenLoad';

/** A hosted model with its prices in USD per million tokens. @public */
export interface HostedModel {
  /** e.g. `anthropic`. */
  provider: string;
  /** The name by which it is called, e.g. `claude-haiku-4-5`. */
  model: string;
  quality: ModelQuality;
  inputPerMtok: number;
  outputPerMtok: number;
  /** Of input that the provider has cached; absent: as other input. */
  cacheReadPerMtok?: number;
  /** Of input that the provider puts into its cache; absent: as other input. */
  cacheWritePerMtok?: number;
  /** Tokens of input and output that one call may have; absent if not published. */
  contextWindow?: number;
  /** Prices of the whole call once its input is this long. */
  longContext?: {
    fromInputTokens: number;
    inputPerMtok: number;
    outputPerMtok?: number;
    cacheReadPerMtok?: number;
  };
  /** Price factor for batch calls, 0..1; absent if not offered. */
  batchFactor?: number;
  /** Whether cached input gets the batch discount as well; otherwise the larger discount applies. */
  batchCaches?: boolean;
  /** Whether it is offered at an endpoint that keeps prompts in a region; absent if unknown. */
  regional?: boolean;
  /** Where the price can be read. */
  url?: string;
}

/** The class of a model with open weights. `narrow` is below the classes that are sold: one task, after tuning. @public */
export type OpenModelClass = ModelQuality | 'narrow';

/** Number format of weights: 16, 8 or 4 bits. @public */
export type Precision = 'bf16' | 'fp8' | 'fp4' | 'int4';

/** A model with open weights. @public */
export interface OpenModel {
  model: string;
  quality: OpenModelClass;
  /** Billions of parameters. */
  paramsB: number;
  /** Billions of parameters that one token passes through; fewer than all in a mixture of experts. */
  activeParamsB: number;
  /** Experts in total, and active per token; absent in a dense model. */
  experts?: { total: number; active: number };
  /** GB of weights in the formats in which it is served. */
  weightsGb: Partial<Record<Precision, number>>;
  /** Bytes of KV cache of a token at 16 bits. */
  kvBytesPerToken: number;
  /** Number of layers times attention width; determines the cost of attention over long inputs. */
  attentionWidth: number;
  /** Tokens of input and output that one call may have. */
  contextWindow: number;
  licence: string;
  /** The month of its release, as `2025-08`. */
  released: string;
  source: string;
  url: string;
}

/** A type of GPU. @public */
export interface Gpu {
  gpu: string;
  /** Vendor and generation, by which measured throughput carries over. */
  generation: 'ampere' | 'ada' | 'hopper' | 'blackwell' | 'cdna3';
  memoryGb: number;
  bandwidthGbPerS: number;
  /** Dense peak in TFLOPS; a format that the GPU does not compute in runs as 16 bit. */
  tflops: { bf16: number; fp8?: number; fp4?: number };
  /** GPUs that may work as one replica, rising. */
  counts: readonly number[];
  /** The assumption that is its price by the hour, always on. */
  hour: AssumptionId;
  /** The assumption that is its price by the hour where it is billed by the second; absent if none offers that. */
  serverlessHour?: AssumptionId;
}
