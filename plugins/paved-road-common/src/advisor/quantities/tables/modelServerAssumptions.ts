import {
  AssumptionRow,
  assumed,
  judged,
  listPrice,
  publishedLimit,
  publishedMeasurement,
} from '../Assumption';

/*
 * Where several prices are published for a GPU, the value is the lower median and the range is from the lowest to the
 * highest.
 */

/** Prices and speeds of GPUs and CPUs that run language models. */
export const modelServerAssumptions = {
  gpuHourL4: {
    title: 'L4, always on',
    ...listPrice(0.8048, 'USD per GPU hour'),
    source: 'AWS g6.xlarge, us-east-1: the only one found',
    url: 'https://aws.amazon.com/ec2/pricing/on-demand/',
    date: '2026-08',
  },
  gpuHourA10g: {
    title: 'A10G, always on',
    ...listPrice(1.006, 'USD per GPU hour'),
    source: 'AWS g5.xlarge, us-east-1: the only one found',
    url: 'https://aws.amazon.com/ec2/pricing/on-demand/',
    date: '2026-08',
  },
  gpuHourL40s: {
    title: 'L40S, always on',
    ...listPrice(1.55, 'USD per GPU hour'),
    source: 'Nebius; RunPod 1.09, AWS g6e.xlarge 1.861, OCI 3.50',
    url: 'https://nebius.com/prices',
    date: '2026-09',
    range: [1.09, 3.5],
  },
  gpuHourA100: {
    title: 'A100 80GB, always on',
    ...listPrice(2.79, 'USD per GPU hour'),
    source:
      'Lambda, 8 of them; RunPod 1.59, Hyperstack 1.60, AWS p4de 3.43, OCI 4.00',
    url: 'https://lambda.ai/pricing',
    date: '2026-09',
    range: [1.59, 4.0],
  },
  gpuHourH100: {
    title: 'H100 80GB, always on',
    ...listPrice(3.85, 'USD per GPU hour'),
    source:
      'Nebius; Hyperstack 3.20, RunPod 3.49, Lambda 4.29, AWS p5 6.88, Google Cloud 10.98',
    url: 'https://nebius.com/prices',
    date: '2026-09',
    range: [3.2, 10.98],
  },
  gpuHourH200: {
    title: 'H200, always on',
    ...listPrice(4.5, 'USD per GPU hour'),
    source: 'Nebius; Hyperstack 3.99, RunPod 4.59, AWS p5en 7.91',
    url: 'https://nebius.com/prices',
    date: '2026-09',
    range: [3.99, 7.92],
  },
  gpuHourB200: {
    title: 'B200, always on',
    ...listPrice(6.99, 'USD per GPU hour'),
    source: 'Lambda; Hyperstack 6.00, RunPod 6.79, Nebius 7.15, AWS p6 14.24',
    url: 'https://lambda.ai/pricing',
    date: '2026-09',
    range: [6.0, 14.25],
  },
  gpuHourMi300x: {
    title: 'MI300X, always on',
    ...listPrice(3.45, 'USD per GPU hour'),
    source: 'Crusoe; Vultr 1.85 in machines of 8, OCI 6.00',
    url: 'https://www.crusoe.ai/cloud/pricing',
    date: '2026-08',
    range: [1.85, 6.0],
  },
  gpuCommitment: {
    title: 'Discount of a one-year commitment on GPUs for the base load',
    ...assumed(0.3, 'share'),
    source:
      'g5.xlarge at 0.634 USD an hour for a year instead of 1.006, which is 37%, as a third party computes with; less for newer GPUs',
    url: 'https://aws.amazon.com/ec2/pricing/reserved-instances/',
    date: '2026-11',
    range: [0, 0.45],
  },
  gpuServerlessHourL4: {
    title: 'L4, billed by the second',
    ...listPrice(0.684, 'USD per GPU hour'),
    source: 'RunPod flex; Cloud Run 0.672, Modal 0.799',
    url: 'https://github.com/runpod/docs',
    date: '2026-08',
    range: [0.672, 0.8],
  },
  gpuServerlessHourA10g: {
    title: 'A10G, billed by the second',
    ...listPrice(1.1016, 'USD per GPU hour'),
    source: 'Modal, as third parties note',
    url: 'https://modal.com/pricing',
    date: '2026-08',
  },
  gpuServerlessHourL40s: {
    title: 'L40S, billed by the second',
    ...listPrice(1.908, 'USD per GPU hour'),
    source: 'RunPod flex',
    url: 'https://github.com/runpod/docs',
    date: '2026-08',
  },
  gpuServerlessHourA100: {
    title: 'A100 80GB, billed by the second',
    ...listPrice(2.4984, 'USD per GPU hour'),
    source: 'Modal; RunPod flex 2.736',
    url: 'https://modal.com/pricing',
    date: '2026-08',
    range: [2.4984, 2.736],
  },
  gpuServerlessHourH100: {
    title: 'H100 80GB, billed by the second',
    ...listPrice(3.9492, 'USD per GPU hour'),
    source: 'Modal; RunPod flex 4.176',
    url: 'https://modal.com/pricing',
    date: '2026-08',
    range: [3.9492, 4.176],
  },
  gpuServerlessHourH200: {
    title: 'H200, billed by the second',
    ...listPrice(4.5396, 'USD per GPU hour'),
    source: 'Modal; RunPod flex 5.58',
    url: 'https://modal.com/pricing',
    date: '2026-08',
    range: [4.5396, 5.58],
  },
  gpuServerlessHourB200: {
    title: 'B200, billed by the second',
    ...listPrice(6.2496, 'USD per GPU hour'),
    source: 'Modal; RunPod flex 8.64',
    url: 'https://modal.com/pricing',
    date: '2026-08',
    range: [6.2496, 8.64],
  },
  gpuServerlessRegionFactor: {
    title: 'Price factor of serverless GPUs in a chosen region',
    ...assumed(1.25, 'times'),
    source:
      'Judgement: Modal charges 1.5 to 1.75 times for a choice of region, other platforms nothing',
    url: 'https://modal.com/pricing',
    date: '2026-08',
    range: [1, 1.75],
  },
  gpuServerlessIdle: {
    title: 'Keep-alive of a serverless GPU after a request',
    ...assumed(60, 's'),
    source:
      'Judgement: a setting of 5 s by default on RunPod, 60 s on Modal, up to 10 min on Cloud Run',
    url: 'https://github.com/runpod/docs',
    date: '2026-08',
    range: [5, 900],
  },
  gpuServerlessProvision: {
    title: 'Time to provision a serverless GPU with its image',
    ...assumed(12, 's'),
    source:
      'Judgement: Cloud Run 5 s and 1 to 2 s of a streamed image, RunPod 10 to 60 s; minutes where an image is not cached',
    url: 'https://byteblock.blog/a-guide-to-ai-cold-starts-on-cloud-run/',
    date: '2026-06',
    range: [5, 60],
  },
  modelLoadRate: {
    title: 'Rate at which weights are loaded into GPUs',
    ...publishedMeasurement(1.1, 'GB per s'),
    source:
      'NVIDIA, Run:ai Model Streamer from a network volume; 0.33 with the default loader, 2.1 from a fast one; of a model that is probably 16 GB',
    url: 'https://developer.nvidia.com/blog/reducing-cold-start-latency-for-llm-inference-with-nvidia-runai-model-streamer',
    date: '2025-09',
    range: [0.3, 5],
  },
  modelEngineStart: {
    title: 'Start of an inference engine with cached compilation',
    ...assumed(45, 's'),
    source:
      'Judgement: Tensorfuse measured 64 s with caches and 200 s without, others 15 s; 2 to 5 s from a memory snapshot',
    url: 'https://tensorfuse.io/docs/blogs/reducing_gpu_cold_start',
    date: '2026-11',
    range: [3, 200],
  },
  largestModelBatch: {
    title: 'Maximum concurrent requests per model replica',
    ...assumed(512, 'requests'),
    source: 'Throughput is published up to here',
    range: [64, 1024],
  },
  modelMemoryShare: {
    title: 'Share of the GPU memory for weights and KV cache',
    ...assumed(0.9, 'share'),
    source:
      'The default of vLLM; published capacities are met within 1% with it',
    url: 'https://docs.vllm.ai/en/stable/configuration/engine_args/',
    date: '2026-11',
    range: [0.8, 0.95],
  },
  readingSpeed: {
    title: 'Slowest output rate that is comfortable to read',
    ...assumed(20, 'tokens per s'),
    source:
      'Judgement: 50 ms between tokens, as in the benchmark that the throughput comes from; people read 5 to 10',
    url: 'https://github.com/tgarg01/silybench-data',
    date: '2026-09',
    range: [5, 50],
  },
  cpuModelHour: {
    title: 'Instance for a model without GPU (c7i.8xlarge, 32 vCPU)',
    ...listPrice(1.428, 'USD per hour'),
    source:
      'EC2 on-demand price list, us-east-1, Linux, of 2026-07-20: 16 times c7i.large',
    url: 'https://aws.amazon.com/ec2/pricing/on-demand/',
    date: '2026-07',
  },
  cpuModelMemory: {
    title: 'Memory of that instance',
    ...publishedLimit(64, 'GB'),
    source: 'Amazon EC2 C7i instances, as third parties state',
    url: 'https://aws.amazon.com/ec2/instance-types/c7i/',
    date: '2026-11',
  },
  cpuModelBandwidth: {
    title: 'Memory bandwidth of that instance',
    ...assumed(100, 'GB per s'),
    source:
      'Judgement: a third of a socket with 8 channels of DDR5-4800, not measured',
    range: [50, 300],
  },
  cpuModelTflops: {
    title: 'Matrix compute rate that a model reaches on that instance',
    ...assumed(3, 'TFLOPS'),
    source:
      'Judgement: about 180 input tokens a second with 8 billion parameters, not measured',
    range: [1, 10],
  },
  cpuModelBatch: {
    title: 'Maximum concurrent requests of a model on that instance',
    ...judged(8, 'requests', 1, 16),
  },
} as const satisfies Record<string, AssumptionRow>;
