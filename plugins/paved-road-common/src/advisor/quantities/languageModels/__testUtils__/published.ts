import { gpus } from '../../prices/gpus';
import { openModels } from '../../prices/openModels';
import { Gpu, OpenModel, Precision } from '../../prices/rows';

/** Measured, but not offered by the clouds in the tables. */
const furtherGpus: readonly Gpu[] = [
  {
    gpu: 'A100 40GB',
    generation: 'ampere',
    memoryGb: 40,
    bandwidthGbPerS: 1555,
    tflops: { bf16: 312 },
    counts: [1],
    hour: 'gpuHourA100',
  },
  {
    gpu: 'A40',
    generation: 'ampere',
    memoryGb: 48,
    bandwidthGbPerS: 696,
    tflops: { bf16: 149.7 },
    counts: [1],
    hour: 'gpuHourA100',
  },
];

/** Measured, but never recommended. */
const furtherModels: readonly OpenModel[] = [
  {
    model: 'Llama 3.1 405B',
    quality: 'mid',
    paramsB: 405,
    activeParamsB: 405,
    weightsGb: { fp8: 409 },
    // 126 layers, 8 KV heads of 128, 128 heads.
    kvBytesPerToken: 516_096,
    attentionWidth: 126 * 16_384,
    contextWindow: 131_072,
    licence: 'Llama 3.1 Community',
    released: '2024-07',
    source: 'Llama 3.1 405B model card',
    url: 'https://huggingface.co/meta-llama/Llama-3.1-405B',
  },
];

/** The precision by its name in a publication. */
export const publishedPrecisions: Readonly<Record<string, Precision>> = {
  bf16: 'bf16',
  fp16: 'bf16',
  fp8: 'fp8',
  fp4: 'fp4',
  'mxfp4/fp8': 'fp4',
};

/** A GPU by its name in a publication. */
export const findPublishedGpu = (name: string) =>
  [...gpus, ...furtherGpus].find(({ gpu }) => gpu === name.replace(' SXM', ''));

/** A model by its name in a publication. */
export const findPublishedModel = (name: string) =>
  [...openModels, ...furtherModels].find(({ model }) => model === name);
