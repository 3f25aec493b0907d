import { OpenModel } from './rows';

/*
 * Weights of the served checkpoints: parameters times the bytes of the format, with embeddings in
 * 16 bits and the scales of 4-bit formats.
 */

/** Models with open weights that organisations run themselves. */
export const openModels: readonly OpenModel[] = [
  {
    model: 'Qwen3-8B',
    quality: 'small',
    paramsB: 8.19,
    activeParamsB: 8.19,
    weightsGb: { bf16: 16.4, fp8: 8.9, int4: 5 },
    // 36 layers, 8 KV heads of 128, 32 heads.
    kvBytesPerToken: 147_456,
    attentionWidth: 36 * 4096,
    contextWindow: 131_072,
    source: 'Qwen3-8B model card; the published KV capacity confirms it',
    url: 'https://huggingface.co/Qwen/Qwen3-8B',
  },
  {
    model: 'Llama 3.1 8B',
    quality: 'small',
    paramsB: 8.03,
    activeParamsB: 8.03,
    weightsGb: { bf16: 16.1, fp8: 8.6, int4: 4.9 },
    // 32 layers, 8 KV heads of 128, 32 heads.
    kvBytesPerToken: 131_072,
    attentionWidth: 32 * 4096,
    contextWindow: 131_072,
    source: 'Llama 3.1 8B model card',
    url: 'https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct',
  },
  {
    model: 'gpt-oss-20b',
    quality: 'small',
    paramsB: 21,
    activeParamsB: 3.6,
    experts: { total: 32, active: 4 },
    weightsGb: { fp4: 13.8, int4: 13.8 },
    // 24 layers, 8 KV heads of 64; half of the layers see a window only, so that this is an upper bound.
    kvBytesPerToken: 49_152,
    attentionWidth: (24 * 4096) / 2,
    contextWindow: 131_072,
    source: 'gpt-oss model card',
    url: 'https://github.com/openai/gpt-oss',
  },
  {
    model: 'Llama 3.3 70B',
    quality: 'mid',
    paramsB: 70.6,
    activeParamsB: 70.6,
    weightsGb: { bf16: 141.2, fp8: 72.7, fp4: 42.7 },
    // 80 layers, 8 KV heads of 128, 64 heads.
    kvBytesPerToken: 327_680,
    attentionWidth: 80 * 8192,
    contextWindow: 131_072,
    source: 'Llama 3.3 70B model card',
    url: 'https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct',
  },
  {
    model: 'gpt-oss-120b',
    quality: 'mid',
    paramsB: 117,
    activeParamsB: 5.1,
    experts: { total: 128, active: 4 },
    weightsGb: { fp4: 65.3 },
    // 36 layers, 8 KV heads of 64; half of the layers see a window only, so that this is an upper bound.
    kvBytesPerToken: 73_728,
    attentionWidth: (36 * 4096) / 2,
    contextWindow: 131_072,
    source: 'gpt-oss model card',
    url: 'https://github.com/openai/gpt-oss',
  },
  {
    model: 'Qwen3-235B-A22B',
    quality: 'mid',
    paramsB: 235,
    activeParamsB: 22,
    experts: { total: 128, active: 8 },
    weightsGb: { bf16: 470, fp8: 236 },
    // 94 layers, 4 KV heads of 128, 64 heads.
    kvBytesPerToken: 192_512,
    attentionWidth: 94 * 8192,
    contextWindow: 131_072,
    source: 'Qwen3-235B-A22B model card',
    url: 'https://huggingface.co/Qwen/Qwen3-235B-A22B',
  },
];
