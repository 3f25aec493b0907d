import { OpenModel } from './rows';

/*
 * Weights of the served checkpoints: parameters times the bytes of the format, with embeddings in
 * 16 bits and the scales of 4-bit formats.
 */

/** Models with open weights that organisations run themselves. */
export const openModels: readonly OpenModel[] = [
  {
    model: 'Llama 3.2 1B',
    quality: 'narrow',
    paramsB: 1.24,
    activeParamsB: 1.24,
    weightsGb: { bf16: 2.5, fp8: 1.5, int4: 0.8 },
    // 16 layers, 8 KV heads of 64, 32 heads.
    kvBytesPerToken: 32_768,
    attentionWidth: 16 * 2048,
    contextWindow: 131_072,
    licence: 'Llama 3.2 Community',
    released: '2024-09',
    source: 'Llama 3.2 1B model card',
    url: 'https://huggingface.co/meta-llama/Llama-3.2-1B-Instruct',
  },
  {
    model: 'Qwen3-4B',
    quality: 'narrow',
    paramsB: 4.02,
    activeParamsB: 4.02,
    weightsGb: { bf16: 8, fp8: 4.4, int4: 2.5 },
    // 36 layers, 8 KV heads of 128, 32 heads.
    kvBytesPerToken: 147_456,
    attentionWidth: 36 * 4096,
    contextWindow: 131_072,
    licence: 'Apache-2.0',
    released: '2025-04',
    source: 'Qwen3-4B model card',
    url: 'https://huggingface.co/Qwen/Qwen3-4B',
  },
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
    licence: 'Apache-2.0',
    released: '2025-04',
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
    licence: 'Llama 3.1 Community',
    released: '2024-07',
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
    licence: 'Apache-2.0',
    released: '2025-08',
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
    licence: 'Llama 3.3 Community',
    released: '2024-12',
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
    licence: 'Apache-2.0',
    released: '2025-08',
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
    licence: 'Apache-2.0',
    released: '2025-04',
    source: 'Qwen3-235B-A22B model card',
    url: 'https://huggingface.co/Qwen/Qwen3-235B-A22B',
  },
  /*
   * The best open weights come close to what providers sell as their best: MiniMax-M2.5 and Kimi K2.6 solve 80.2 % of
   * SWE-bench Verified, by their model cards. Benchmarks of vendors are no evaluation of a use, so that such a model
   * counts as of this class, with a lower ceiling than a provider's.
   */
  {
    model: 'MiniMax-M2.5',
    quality: 'frontier',
    paramsB: 229,
    activeParamsB: 10,
    experts: { total: 256, active: 8 },
    weightsGb: { fp8: 230 },
    // 62 layers, 8 KV heads of 128, 48 heads.
    kvBytesPerToken: 253_952,
    attentionWidth: 62 * 6144,
    contextWindow: 204_800,
    licence: 'Modified MIT',
    released: '2026-02',
    source: 'MiniMax-M2.5 model card; the architecture is that of MiniMax-M2',
    url: 'https://huggingface.co/MiniMaxAI/MiniMax-M2.5',
  },
  {
    model: 'Kimi K2.6',
    quality: 'frontier',
    paramsB: 1059,
    activeParamsB: 32,
    experts: { total: 384, active: 8 },
    // Experts in 4 bits, the rest in 16 bits.
    weightsGb: { fp4: 595 },
    // 61 layers; a compressed KV cache of 512 and 64 numbers, 64 heads.
    kvBytesPerToken: 70_272,
    attentionWidth: 61 * 64 * 160,
    contextWindow: 262_144,
    licence: 'Modified MIT',
    released: '2026-04',
    source: 'Kimi K2.6 model card',
    url: 'https://huggingface.co/moonshotai/Kimi-K2.6',
  },
];
