import { PlatformId } from '../profile/ids';
import { AssumptionId } from './assumptions';

/** A hard limit of a platform. @public */
export interface PlatformLimits {
  /** Largest model that fits the package or image, in GB. */
  modelGb?: number;
  /** Largest memory of one instance, in GB. */
  memoryGb?: number;
  /** Memory of its accelerator, for workloads that need one. */
  gpuMemoryGb?: number;
  /** Longest run, in seconds. */
  seconds?: number;
  /** Longest run with a response on the connection of the call, in seconds. */
  answerSeconds?: number;
  /** Largest payload of a call that someone waits for, in MB. */
  payloadMb?: number;
  /** Most concurrent runs that the platform grants. */
  concurrency?: number;
  /** Whether the answer is fetched later, so that a caller cannot wait for it. */
  answersLater?: boolean;
  /** Accelerators that functions can have. */
  accelerators: readonly ('gpu' | 'tpu')[];
}

/** Price of a second of a function: by memory, and by vCPU if billed separately. */
export interface Rate {
  /** USD per GB-s. */
  gb: AssumptionId;
  /** USD per vCPU-s. */
  vcpu?: AssumptionId;
}

/** Paid per request and per second of a run. */
export interface PerUsePricing {
  kind: 'per-use';
  /** USD per million requests, where they are charged. */
  request?: AssumptionId;
  run: Rate;
  /** GB of memory that include one vCPU. */
  cpuMemory: AssumptionId;
  /** Minimum billed seconds of a run. */
  leastSeconds?: AssumptionId;
  /** Prices of warm capacity: while running, and while idle. */
  warm?: { run: Rate; idle: Rate };
}

/** Paid for instances that the functions on them share. */
export interface CapacityPricing {
  kind: 'capacity';
  /** Whether the last instance stops without calls. */
  scalesToZero: boolean;
  /** Replicas that stay on, if the platform has its own number. */
  least?: AssumptionId;
  /** Whether the workload pays its share of a cluster. */
  cluster: boolean;
  /** Surcharge of the platform on the price of an instance, as a share. */
  fee?: AssumptionId;
  /** USD per million requests. */
  request?: AssumptionId;
}

/** The billing model of a platform. @public */
export type Pricing = PerUsePricing | CapacityPricing;

/** An instance with a GPU: its hourly price and GPU memory. */
export interface GpuInstance {
  hour: AssumptionId;
  memory: AssumptionId;
}

/** A place where the serverless pattern can run. @public */
export interface Platform {
  id: PlatformId;
  title: string;
  limits: PlatformLimits;
  /** Where the limits are published. */
  source: string;
  /** Where they can be read. */
  url?: string;
  /** When they were read, as `2026-11`. */
  date?: string;
}

/** A platform, for the quantitative model. @public */
export interface PlatformModel extends Platform {
  pricing: Pricing;
  /** Seconds that an idle instance stays warm; absent where instances stay on. */
  keepAlive?: AssumptionId;
  gpu: GpuInstance;
  /** Whether functions are reachable without a separately billed gateway. */
  hasEntry: boolean;
}

/** @public */
export const defaultPlatform: PlatformId = 'aws-lambda';

/** The GPU of an instance that is always on. */
export const alwaysOnGpu: GpuInstance = {
  hour: 'gpuInstanceHour',
  memory: 'gpuInstanceMemory',
};

const noGpu: GpuInstance = {
  hour: 'serverlessGpuHour',
  memory: 'gpuInstanceMemory',
};

export const platformModels: Record<PlatformId, PlatformModel> = {
  'aws-lambda': {
    id: 'aws-lambda',
    title: 'AWS Lambda',
    limits: {
      modelGb: 10,
      memoryGb: 10,
      seconds: 900,
      payloadMb: 6,
      concurrency: 30_000,
      accelerators: [],
    },
    source:
      'AWS Lambda quotas; 30,000 concurrent runs is our reading of "tens of thousands", 1,000 until it is raised',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    date: '2026-11',
    pricing: {
      kind: 'per-use',
      request: 'lambdaRequest',
      run: { gb: 'lambdaGbSecond' },
      cpuMemory: 'lambdaCpuMemory',
      warm: {
        run: { gb: 'lambdaProvisionedDurationGbSecond' },
        idle: { gb: 'lambdaProvisionedGbSecond' },
      },
    },
    keepAlive: 'lambdaKeepAlive',
    gpu: noGpu,
    hasEntry: false,
  },
  'aws-lambda-managed-instances': {
    id: 'aws-lambda-managed-instances',
    title: 'AWS Lambda managed instances',
    limits: {
      memoryGb: 32,
      gpuMemoryGb: 48,
      seconds: 5400,
      answerSeconds: 900,
      payloadMb: 6,
      accelerators: ['gpu'],
    },
    source:
      'AWS Lambda managed instances and quotas; a model over the 10 GB of an image is read from a store at the start',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances.html',
    date: '2026-11',
    pricing: {
      kind: 'capacity',
      scalesToZero: false,
      least: 'managedInstancesLeast',
      cluster: false,
      fee: 'managedInstancesFee',
      request: 'lambdaRequest',
    },
    gpu: alwaysOnGpu,
    hasEntry: false,
  },
  'google-cloud-run': {
    id: 'google-cloud-run',
    title: 'Google Cloud Run',
    limits: {
      memoryGb: 32,
      gpuMemoryGb: 96,
      seconds: 3600,
      payloadMb: 32,
      accelerators: ['gpu'],
    },
    source:
      'Cloud Run quotas and limits; GPU memory of an RTX PRO 6000, payload over HTTP/1',
    url: 'https://cloud.google.com/run/quotas',
    date: '2026-10',
    pricing: {
      kind: 'per-use',
      request: 'cloudRunRequest',
      run: { gb: 'cloudRunGbSecond', vcpu: 'cloudRunVcpuSecond' },
      cpuMemory: 'cloudRunCpuMemory',
      warm: {
        run: { gb: 'cloudRunGbSecond', vcpu: 'cloudRunVcpuSecond' },
        idle: { gb: 'cloudRunIdleGbSecond', vcpu: 'cloudRunIdleVcpuSecond' },
      },
    },
    keepAlive: 'cloudRunKeepAlive',
    gpu: { hour: 'cloudRunGpuHour', memory: 'gpuInstanceMemory' },
    hasEntry: true,
  },
  'azure-functions-flex': {
    id: 'azure-functions-flex',
    title: 'Azure Functions (flex consumption)',
    limits: {
      memoryGb: 4,
      answerSeconds: 230,
      payloadMb: 210,
      concurrency: 1000,
      accelerators: [],
    },
    source:
      'Azure Functions hosting options and service limits; instances of 512, 2,048 and 4,096 MB, one for each run',
    url: 'https://learn.microsoft.com/azure/azure-functions/functions-scale',
    date: '2025-02',
    pricing: {
      kind: 'per-use',
      request: 'azureRequest',
      run: { gb: 'azureGbSecond' },
      cpuMemory: 'azureCpuMemory',
      leastSeconds: 'azureMinSeconds',
      warm: {
        run: { gb: 'azureReadyRunGbSecond' },
        idle: { gb: 'azureReadyGbSecond' },
      },
    },
    keepAlive: 'azureKeepAlive',
    gpu: noGpu,
    hasEntry: true,
  },
  'azure-container-apps': {
    id: 'azure-container-apps',
    title: 'Azure Container Apps',
    limits: {
      memoryGb: 8,
      gpuMemoryGb: 80,
      answerSeconds: 240,
      concurrency: 1000,
      accelerators: ['gpu'],
    },
    source:
      'Azure Container Apps, ingress and serverless GPUs; 1,000 replicas, one for each run; 8 GB as third parties say',
    url: 'https://learn.microsoft.com/azure/container-apps/ingress-overview',
    date: '2026-11',
    pricing: {
      kind: 'per-use',
      request: 'containerAppsRequest',
      run: { gb: 'containerAppsGbSecond', vcpu: 'containerAppsVcpuSecond' },
      cpuMemory: 'containerAppsCpuMemory',
      warm: {
        run: { gb: 'containerAppsGbSecond', vcpu: 'containerAppsVcpuSecond' },
        idle: {
          gb: 'containerAppsGbSecond',
          vcpu: 'containerAppsIdleVcpuSecond',
        },
      },
    },
    keepAlive: 'containerAppsKeepAlive',
    gpu: { hour: 'containerAppsGpuHour', memory: 'containerAppsGpuMemory' },
    hasEntry: true,
  },
  'sagemaker-serverless': {
    id: 'sagemaker-serverless',
    title: 'Amazon SageMaker serverless inference',
    limits: {
      modelGb: 5,
      memoryGb: 6,
      seconds: 60,
      payloadMb: 4,
      concurrency: 200,
      accelerators: [],
    },
    source:
      'Amazon SageMaker AI, serverless endpoints; 5 GB of storage from the page of the preview',
    url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-invoke.html',
    date: '2026-11',
    pricing: {
      kind: 'per-use',
      run: { gb: 'sagemakerGbSecond' },
      cpuMemory: 'sagemakerCpuMemory',
    },
    keepAlive: 'sagemakerKeepAlive',
    gpu: noGpu,
    hasEntry: false,
  },
  'sagemaker-async': {
    id: 'sagemaker-async',
    title: 'Amazon SageMaker asynchronous inference (callers do not wait)',
    limits: {
      gpuMemoryGb: 640,
      seconds: 3600,
      payloadMb: 1000,
      answersLater: true,
      accelerators: ['gpu'],
    },
    source:
      'Amazon SageMaker AI, asynchronous inference; the answer is fetched from a store, memory of the largest instance',
    url: 'https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference.html',
    date: '2026-11',
    pricing: {
      kind: 'capacity',
      scalesToZero: true,
      cluster: false,
      fee: 'sagemakerPremium',
    },
    keepAlive: 'sagemakerAsyncKeepAlive',
    gpu: alwaysOnGpu,
    hasEntry: false,
  },
  knative: {
    id: 'knative',
    title: 'Knative on your own cluster',
    limits: { accelerators: ['gpu', 'tpu'] },
    source: 'Your own nodes and settings set the limits',
    url: 'https://knative.dev/docs/serving/configuration/config-defaults/',
    date: '2026-11',
    pricing: { kind: 'capacity', scalesToZero: true, cluster: true },
    keepAlive: 'knativeKeepAlive',
    gpu: alwaysOnGpu,
    hasEntry: true,
  },
};

/** The platforms that the serverless pattern can be weighed on. @public */
export const platforms: readonly Platform[] =
  Object.values(platformModels).map(toPlatform);

export function toPlatform({
  id,
  title,
  limits,
  source,
  url,
  date,
}: PlatformModel): Platform {
  return {
    id,
    title,
    limits,
    source,
    ...(url !== undefined && { url }),
    ...(date !== undefined && { date }),
  };
}
