import { Gpu, OpenModel, Precision } from '../prices/rows';
import {
  calibratedSpread,
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
  /** Bytes of the weights. */
  weights: number;
  /** Bytes of KV cache of a token. */
  kv: number;
  /** Bytes for weights and KV cache. */
  memory: number;
  coefficients: RooflineCoefficients;
  /** Whether throughput was measured on this kind of setup. */
  calibrated: boolean;
  /** Factor up and down within which throughput is known. */
  spread: number;
}

/** The terms of the roofline, in seconds. */
export interface RooflineCoefficients {
  /** Constant part of a step: its overhead, and reading the weights that every token uses. */
  fixed: number;
  /** To read the weights of all experts; 0 without experts. */
  experts: number;
  /** Logarithm of the share of the experts that one token leaves alone; 0 without experts. */
  untouched: number;
  /** To read the KV cache of one token. */
  cached: number;
  /** To multiply one token with the weights. */
  multiplied: number;
  /** To let one token attend to one before it, for half of the pairs of a prompt. */
  attended: number;
}

/** Peak rates of a machine, and the share that a model reaches. */
export interface Machine extends Pick<
  ThroughputFamily,
  'stepSeconds' | 'bandwidthShare' | 'computeShare'
> {
  /** Bytes per second. */
  bandwidth: number;
  /** Operations per second. */
  flops: number;
}

export function computeRooflineCoefficients(
  { paramsB, activeParamsB, experts, attentionWidth }: OpenModel,
  { weights, kv }: Pick<ModelServer, 'weights' | 'kv'>,
  { bandwidth, flops, bandwidthShare, computeShare, ...machine }: Machine,
): RooflineCoefficients {
  const read = weights / (bandwidthShare * bandwidth);
  const compute = computeShare * flops;
  const touched = experts ? experts.active / experts.total : 1;
  const inExperts = experts
    ? (paramsB - activeParamsB) / (1 - touched) / paramsB
    : 0;
  return {
    fixed: machine.stepSeconds + (1 - inExperts) * read,
    experts: inExperts * read,
    untouched: experts ? Math.log(1 - touched) : 0,
    cached: kv / bandwidth,
    multiplied: (2e9 * activeParamsB) / compute,
    attended: (2 * attentionWidth) / compute,
  };
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
  const isInside =
    fitted !== undefined &&
    fitted.gpus.includes(gpu.gpu) &&
    fitted.counts.includes(count) &&
    model.paramsB >= fitted.paramsB[0] &&
    model.paramsB <= fitted.paramsB[1];
  const bytes = {
    weights: weightsGb * 1e9,
    // A cache in 8 bits is a setting; it is taken where it was measured.
    kv: isInside
      ? (model.kvBytesPerToken * kvBytes) / 2
      : model.kvBytesPerToken,
  };
  return {
    model,
    precision,
    ...bytes,
    memory: memoryShare * gpu.memoryGb * 1e9 * count,
    coefficients: computeRooflineCoefficients(model, bytes, {
      ...family,
      bandwidth: gpu.bandwidthGbPerS * 1e9 * count,
      flops: { bf16, fp8, fp4, int4: bf16 }[precision] * 1e12 * count,
    }),
    calibrated: isInside && spread.inside <= calibratedSpread,
    spread: isInside ? spread.inside : spread.outside,
  };
}

/** Whether server `a` has at least the capacity of `b`, and no time of it is longer. */
export function isNoWorse(a: ModelServer, b: ModelServer): boolean {
  const [one, other] = [a.coefficients, b.coefficients];
  return (
    tokenCapacity(a) >= tokenCapacity(b) &&
    a.model.contextWindow >= b.model.contextWindow &&
    // Linear between no experts and all experts, so checking both ends is enough.
    one.fixed <= other.fixed &&
    one.fixed + one.experts <= other.fixed + other.experts &&
    one.untouched >= other.untouched &&
    one.cached <= other.cached &&
    one.multiplied <= other.multiplied &&
    one.attended <= other.attended
  );
}

/** Number of tokens whose KV cache fits into memory next to the weights. */
export function tokenCapacity({ memory, weights, kv }: ModelServer): number {
  return Math.max(0, memory - weights) / kv;
}

export interface CallShape {
  inputTokens: number;
  outputTokens: number;
  /** Share of the input that repeats and is not computed again, 0..1. */
  reusedPrefix: number;
}

/** Number of requests whose KV cache fits into memory, as a fraction. */
export function kvCapacity(
  server: ModelServer,
  {
    inputTokens,
    outputTokens,
  }: Pick<CallShape, 'inputTokens' | 'outputTokens'>,
): number {
  return tokenCapacity(server) / (inputTokens + outputTokens);
}

/** The time that calls of one shape take on a server, by the number of requests at a time, in seconds. */
export interface Pace {
  outputTokens: number;
  /** That the server computes for one prompt. */
  prefill: number;
  fixed: number;
  experts: number;
  untouched: number;
  /** That each request adds to a step. */
  request: number;
}

export function computePace(
  { coefficients }: ModelServer,
  { inputTokens, outputTokens, reusedPrefix }: CallShape,
): Pace {
  const { fixed, experts, untouched, cached, multiplied, attended } =
    coefficients;
  return {
    outputTokens,
    // Each token of a prompt attends to the preceding tokens.
    prefill:
      inputTokens *
      (1 - reusedPrefix) *
      (multiplied + attended * inputTokens * (1 + reusedPrefix)),
    fixed,
    experts,
    untouched,
    request: (inputTokens + outputTokens / 2) * cached + multiplied,
  };
}

/** Seconds of a step that decodes one token of each of the requests, while no prompt is computed. */
export function stepSeconds(
  { fixed, experts, untouched, request }: Pace,
  requests: number,
): number {
  const read = experts > 0 ? experts * (1 - Math.exp(requests * untouched)) : 0;
  return fixed + read + requests * request;
}

/** Seconds between two output tokens of a request, including the prefill of other requests in between. */
export function tokenSeconds(pace: Pace, requests: number): number {
  return (
    stepSeconds(pace, requests) +
    ((requests - 1) * pace.prefill) / pace.outputTokens
  );
}

/** Seconds that a call takes from its start to its last token. */
export function callSeconds(pace: Pace, requests: number): number {
  return (
    pace.outputTokens * stepSeconds(pace, requests) + requests * pace.prefill
  );
}

/** Output tokens per second of all requests together. */
export function throughput(pace: Pace, requests: number): number {
  return (requests * pace.outputTokens) / callSeconds(pace, requests);
}

/**
 * Quantile of the time that a prompt waits for earlier prompts, in seconds. Prompts are processed one at a time
 * and arrive at random (M/D/1, with an exponential tail).
 */
export function promptWait(
  pace: Pace,
  requests: number,
  share: number,
): number {
  const { prefill } = pace;
  const whole = callSeconds(pace, requests);
  const busy = (requests * prefill) / whole;
  return busy > 1 - share
    ? Math.min(
        (requests - 1) * prefill,
        (prefill / (2 * (1 - busy))) * Math.log(busy / (1 - share)),
      )
    : 0;
}

/** Seconds within which a share of the calls gets its first token, without the network. */
export function firstTokenSeconds(
  pace: Pace,
  requests: number,
  share: number,
): number {
  return (
    stepSeconds(pace, requests) +
    pace.prefill +
    promptWait(pace, requests, share)
  );
}
