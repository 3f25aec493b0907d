import { Gpu } from './rows';

/*
 * Memory and bandwidth as rented, peaks dense. Third parties quote the vendor's data sheets for the peaks of L4, A10G
 * and L40S, and of B200 at 4 bits.
 */

/** Types of GPU that are rented by the hour or by the second. */
export const gpus: readonly Gpu[] = [
  {
    gpu: 'L4',
    generation: 'ada',
    memoryGb: 24,
    bandwidthGbPerS: 300,
    tflops: { bf16: 121, fp8: 242 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourL4',
    serverlessHour: 'gpuServerlessHourL4',
  },
  {
    gpu: 'A10G',
    generation: 'ampere',
    memoryGb: 24,
    bandwidthGbPerS: 600,
    tflops: { bf16: 70 },
    counts: [1, 4, 8],
    hour: 'gpuHourA10g',
    serverlessHour: 'gpuServerlessHourA10g',
  },
  {
    gpu: 'L40S',
    generation: 'ada',
    memoryGb: 48,
    bandwidthGbPerS: 864,
    tflops: { bf16: 362, fp8: 733 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourL40s',
    serverlessHour: 'gpuServerlessHourL40s',
  },
  {
    gpu: 'A100 80GB',
    generation: 'ampere',
    memoryGb: 80,
    bandwidthGbPerS: 2039,
    tflops: { bf16: 312 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourA100',
    serverlessHour: 'gpuServerlessHourA100',
  },
  {
    gpu: 'H100 80GB',
    generation: 'hopper',
    memoryGb: 80,
    bandwidthGbPerS: 3350,
    tflops: { bf16: 989, fp8: 1979 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourH100',
    serverlessHour: 'gpuServerlessHourH100',
  },
  {
    gpu: 'H200',
    generation: 'hopper',
    memoryGb: 141,
    bandwidthGbPerS: 4800,
    tflops: { bf16: 989, fp8: 1979 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourH200',
    serverlessHour: 'gpuServerlessHourH200',
  },
  {
    gpu: 'B200',
    generation: 'blackwell',
    memoryGb: 180,
    bandwidthGbPerS: 8000,
    tflops: { bf16: 2250, fp8: 4500, fp4: 9000 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourB200',
    serverlessHour: 'gpuServerlessHourB200',
  },
  {
    gpu: 'MI300X',
    generation: 'cdna3',
    memoryGb: 192,
    bandwidthGbPerS: 5300,
    tflops: { bf16: 1307, fp8: 2614 },
    counts: [1, 2, 4, 8],
    hour: 'gpuHourMi300x',
  },
];
