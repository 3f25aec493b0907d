import { Gpu, OpenModel, Precision } from '../tables/rows';
import {
  ThroughputFamily,
  throughputFamilies,
} from '../tables/throughputFamilies';

/*
 * How fast a model runs, by the roofline: a step that decodes one token of each request reads the weights and the KV
 * cache, and multiplies; the prompt is multiplied only. Seconds, bytes and tokens.
 */

/** A model on the machine that runs one replica of it. */
export interface ModelServer {
  model: OpenModel;
  precision: Precision;
  family: Pick<
    ThroughputFamily,
    'stepSeconds' | 'bandwidthShare' | 'computeShare'
  >;
  /** Bytes of the weights. */
  weights: number;
  /** Bytes of KV cache of a token. */
  kv: number;
  /** Bytes for weights and KV cache. */
  memory: number;
  /** Bytes per second. */
  bandwidth: number;
  /** Operations per second at the peak. */
  flops: number;
  /** Whether throughput was measured on what this is. */
  calibrated: boolean;
  /** Factor up and down within which throughput is known. */
  spread: number;
}

/** Tokens of a call. */
export interface CallShape {
  inputTokens: number;
  outputTokens: number;
  /** Share of the input that repeats and is not computed again, 0..1. */
  reusedPrefix: number;
}

/** The precision in which a model is run on a GPU: the narrowest that the GPU computes in. */
function precisionOn(
  { weightsGb }: OpenModel,
  { tflops }: Gpu,
): Precision | undefined {
  const native = (['fp4', 'fp8', 'bf16'] as const).find(
    precision => tflops[precision] && weightsGb[precision],
  );
  // Experts are published in 4 bits only, and every GPU unpacks them.
  return native ?? (weightsGb.fp4 ? 'fp4' : undefined);
}

/**
 * A model on a number of GPUs.
 *
 * @param memoryShare - share of the memory for weights and KV cache
 * @returns undefined if the model is not served in a format for this GPU
 */
export function serverOn(
  model: OpenModel,
  gpu: Gpu,
  count: number,
  memoryShare: number,
  precision = precisionOn(model, gpu),
): ModelServer | undefined {
  const weightsGb = precision && model.weightsGb[precision];
  const family =
    precision &&
    throughputFamilies.find(
      ({ generations, precisions, experts, several }) =>
        generations.includes(gpu.generation) &&
        precisions.includes(precision) &&
        experts === Boolean(model.experts) &&
        several === count > 1,
    );
  if (!weightsGb || !family) {
    return undefined;
  }
  const { fitted, spread, kvBytes } = family;
  const { bf16, fp8 = bf16, fp4 = fp8 } = gpu.tflops;
  const calibrated =
    fitted !== undefined &&
    fitted.gpus.includes(gpu.gpu) &&
    fitted.counts.includes(count) &&
    model.paramsB >= fitted.paramsB[0] &&
    model.paramsB <= fitted.paramsB[1];
  return {
    model,
    precision,
    family,
    weights: weightsGb * 1e9,
    kv: (model.kvBytesPerToken * kvBytes) / 2,
    memory: memoryShare * gpu.memoryGb * 1e9 * count,
    bandwidth: gpu.bandwidthGbPerS * 1e9 * count,
    flops: { bf16, fp8, fp4, int4: bf16 }[precision] * 1e12 * count,
    calibrated,
    spread: calibrated ? spread.inside : spread.outside,
  };
}

/** Requests whose KV cache the memory holds, as a number with a fraction; below 1 if it does not hold one. */
export function kvCapacity(
  { memory, weights, kv }: ModelServer,
  { inputTokens, outputTokens }: CallShape,
): number {
  return Math.max(0, memory - weights) / (kv * (inputTokens + outputTokens));
}

/** The time that calls of one shape take on a server, by the number of requests at a time. */
export interface Pace {
  outputTokens: number;
  /** Seconds that the server computes for one prompt. */
  prefillSeconds: number;
  fixedSeconds: number;
  /** Seconds to read all experts, and the logarithm of the share that one token leaves alone; 0 if it has none. */
  expertSeconds: number;
  untouched: number;
  requestSeconds: number;
}

export function paceOf(server: ModelServer, shape: CallShape): Pace {
  const { model, family, weights, kv, bandwidth, flops } = server;
  const { inputTokens, outputTokens, reusedPrefix } = shape;
  const { paramsB, activeParamsB, experts, attentionWidth } = model;
  const operations = 2 * activeParamsB * 1e9;
  const compute = family.computeShare * flops;
  const read = weights / (family.bandwidthShare * bandwidth);
  const touched = experts ? experts.active / experts.total : 1;
  const inExperts = experts
    ? (paramsB - activeParamsB) / (1 - touched) / paramsB
    : 0;
  const fresh = 1 - reusedPrefix;
  return {
    outputTokens,
    // Each token of a prompt attends to those before it.
    prefillSeconds:
      (fresh * inputTokens * operations +
        2 *
          attentionWidth *
          inputTokens *
          inputTokens *
          (1 - reusedPrefix * reusedPrefix)) /
      compute,
    fixedSeconds: family.stepSeconds + (1 - inExperts) * read,
    expertSeconds: inExperts * read,
    untouched: experts ? Math.log(1 - touched) : 0,
    requestSeconds:
      ((inputTokens + outputTokens / 2) * kv) / bandwidth +
      operations / compute,
  };
}

/** Seconds of a step that decodes one token of each of the requests, while no prompt is computed. */
export function stepSeconds(pace: Pace, requests: number): number {
  const { fixedSeconds, expertSeconds, untouched, requestSeconds } = pace;
  const experts =
    expertSeconds > 0
      ? expertSeconds * (1 - Math.exp(requests * untouched))
      : 0;
  return fixedSeconds + experts + requests * requestSeconds;
}

/** Seconds between two output tokens of a request, with the prompts of the others in between. */
export function tokenSeconds(pace: Pace, requests: number): number {
  return (
    stepSeconds(pace, requests) +
    ((requests - 1) * pace.prefillSeconds) / pace.outputTokens
  );
}

/** Seconds that a call takes from its start to its last token. */
export function callSeconds(pace: Pace, requests: number): number {
  return (
    pace.outputTokens * stepSeconds(pace, requests) +
    requests * pace.prefillSeconds
  );
}

/** Output tokens per second of all requests together. */
export function throughput(pace: Pace, requests: number): number {
  return (requests * pace.outputTokens) / callSeconds(pace, requests);
}

/**
 * Seconds within which a share of the calls gets its first token from a server that has so many requests: prompts
 * are computed one after the other, and arrive at random (M/D/1, with an exponential tail).
 */
export function firstTokenSeconds(
  pace: Pace,
  requests: number,
  share: number,
): number {
  const { prefillSeconds, outputTokens } = pace;
  const step = stepSeconds(pace, requests);
  const decoding = outputTokens * step;
  const busy =
    (requests * prefillSeconds) / (decoding + requests * prefillSeconds);
  const rest = 1 - share;
  const wait =
    busy > rest
      ? (prefillSeconds / (2 * (1 - busy))) * Math.log(busy / rest)
      : 0;
  return (
    step + prefillSeconds + Math.min(wait, (requests - 1) * prefillSeconds)
  );
}
