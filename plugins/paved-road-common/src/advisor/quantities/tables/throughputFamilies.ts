import { Gpu, Precision } from '../prices/rows';

/**
 * How close to its peaks inference comes on a kind of GPU. The coefficients belong to a generation of GPUs, a number
 * format, a kind of model and an engine; elsewhere they are a guess, and the spread says how wide.
 */
export interface ThroughputFamily {
  id: string;
  generations: readonly Gpu['generation'][];
  precisions: readonly Precision[];
  /** Whether the model is a mixture of experts. */
  experts: boolean;
  /** Whether several GPUs work as one replica. */
  several: boolean;
  /** Fixed seconds of a decoding step. */
  stepSeconds: number;
  /** Share of the bandwidth at which weights are read. Not measured, so the spread is large. */
  bandwidthShare: number;
  /** Share of the peak of matrix arithmetic. */
  computeShare: number;
  /** Bytes of a number in the KV cache where it was fitted; elsewhere 2. */
  kvBytes: 1 | 2;
  /** The GPUs and billions of parameters on which it was fitted. */
  fitted?: {
    gpus: readonly string[];
    counts: readonly number[];
    paramsB: readonly [from: number, to: number];
  };
  /** Factor up and down inside what it was fitted on, and elsewhere. */
  spread: { inside: number; outside: number };
  /** What the coefficients were fitted on. */
  source: string;
  url: string;
}

/** The factor within which throughput is met where a family is calibrated. */
export const calibratedSpread = 1.2;

const silybench = 'https://github.com/tgarg01/silybench-data';
const tensorRt = 'https://github.com/NVIDIA/TensorRT-LLM';
const acrossFamilies = { inside: calibratedSpread, outside: 1.3 };

/** Families of measured throughput; the first that covers a model on a GPU counts. */
export const throughputFamilies: readonly ThroughputFamily[] = [
  {
    id: 'hopper-fp8',
    generations: ['hopper', 'blackwell'],
    precisions: ['fp8'],
    experts: false,
    several: false,
    stepSeconds: 0.00128,
    bandwidthShare: 0.8,
    computeShare: 0.413,
    kvBytes: 2,
    fitted: { gpus: ['H100 80GB'], counts: [1], paramsB: [5, 15] },
    spread: acrossFamilies,
    source:
      'Fitted on 13 points of Qwen3-8B, fp8, one H100 80GB, vLLM 0.30, 128 to 8,192 input tokens, 1 to 472 requests at a time',
    url: silybench,
  },
  {
    id: 'hopper-bf16',
    generations: ['hopper', 'blackwell'],
    precisions: ['bf16'],
    experts: false,
    several: false,
    stepSeconds: 0.00128,
    bandwidthShare: 0.8,
    computeShare: 0.744,
    kvBytes: 2,
    fitted: { gpus: ['H100 80GB'], counts: [1], paramsB: [5, 15] },
    spread: acrossFamilies,
    source:
      'Arithmetic fitted on 5 points of Qwen3-8B, bf16, one H100 80GB, vLLM 0.30; the rest as with fp8',
    url: silybench,
  },
  {
    id: 'hopper-several',
    generations: ['hopper', 'blackwell'],
    precisions: ['fp8', 'bf16', 'fp4'],
    experts: false,
    several: true,
    stepSeconds: 0.0021,
    bandwidthShare: 0.7,
    computeShare: 0.53,
    kvBytes: 1,
    fitted: { gpus: ['H100 80GB', 'H200'], counts: [2], paramsB: [50, 100] },
    spread: acrossFamilies,
    source:
      'Fitted on 12 points of Llama 3.3 70B, fp8, two H100 80GB or H200, TensorRT-LLM and NIM 1.8, 1,000 to 32,768 input tokens',
    url: tensorRt,
  },
  {
    id: 'blackwell-fp4',
    generations: ['blackwell'],
    precisions: ['fp4'],
    experts: false,
    several: false,
    stepSeconds: 0.002,
    bandwidthShare: 0.554,
    computeShare: 0.335,
    kvBytes: 1,
    fitted: { gpus: ['B200'], counts: [1], paramsB: [50, 100] },
    spread: acrossFamilies,
    source:
      'Two coefficients fitted on 4 points of Llama 3.3 70B, fp4, one B200, TensorRT-LLM at full load; none is left to test them on',
    url: tensorRt,
  },
  ...[false, true].map((several): ThroughputFamily => ({
    id: several ? 'experts-several' : 'experts',
    generations: ['hopper', 'blackwell', 'ada', 'ampere'],
    precisions: ['fp4', 'fp8', 'bf16'],
    experts: true,
    several,
    stepSeconds: 0.002,
    bandwidthShare: 0.5,
    computeShare: 0.19,
    kvBytes: 1,
    fitted: {
      gpus: ['H100 80GB', 'H200'],
      counts: [1, 4, 8],
      paramsB: [20, 250],
    },
    spread: { inside: 1.6, outside: 2 },
    source:
      'Two coefficients for 5 points of gpt-oss-20b, gpt-oss-120b and Qwen3-235B-A22B on H100 and H200, TensorRT-LLM at full load; they are met within a factor of 1.6',
    url: tensorRt,
  })),
  ...[false, true].map((several): ThroughputFamily => ({
    id: several ? 'ampere-several' : 'ampere',
    generations: ['ampere'],
    precisions: ['bf16', 'fp8', 'fp4'],
    experts: false,
    several,
    stepSeconds: several ? 0.0021 : 0.0017,
    bandwidthShare: several ? 0.7 : 0.85,
    computeShare: several ? 0.53 : 0.6,
    kvBytes: 2,
    spread: { inside: 2, outside: 2 },
    source:
      'Two points of Llama 3.1 8B, on A100 40GB and A40, are met within 15%; nothing was measured on A10G with a current engine, nor with several GPUs',
    url: 'https://johnmusgrave.com/p/vllm-throughput-latency-sweep-on',
  })),
  ...[false, true].map((several): ThroughputFamily => ({
    id: several ? 'ada-several' : 'ada',
    generations: ['ada'],
    precisions: ['fp8', 'bf16', 'fp4'],
    experts: false,
    several,
    stepSeconds: 0.0021,
    bandwidthShare: 0.7,
    computeShare: 0.4,
    kvBytes: 2,
    spread: { inside: 2, outside: 2 },
    source:
      'The coefficients of H100, lowered: nothing was measured on L4 and L40S with a current engine',
    url: silybench,
  })),
  ...[false, true].flatMap(several =>
    [false, true].map((experts): ThroughputFamily => ({
      id: `cdna3${experts ? '-experts' : ''}${several ? '-several' : ''}`,
      generations: ['cdna3'],
      precisions: ['fp8', 'bf16', 'fp4'],
      experts,
      several,
      stepSeconds: 0.002,
      bandwidthShare: 0.38,
      computeShare: experts ? 0.1 : 0.183,
      kvBytes: 2,
      spread: { inside: 3, outside: 3 },
      source:
        'Fitted on 5 points of Llama 3.1 405B, fp8, eight MI300X, vLLM of 2024, which are met within 2%; a current engine was not measured and may be 2 to 4 times as fast',
      url: 'https://blogs.oracle.com/cloud-infrastructure/serving-llama-31-405b-model-with-amd-mi300x-gpus',
    })),
  ),
];
