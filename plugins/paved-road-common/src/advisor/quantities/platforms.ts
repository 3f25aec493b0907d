import { PlatformId } from '../ids';
import { AssumptionId } from './assumptions';

/** A hard limit of a platform; nothing above it can run there. @public */
export interface PlatformLimits {
  /** Largest model that fits the package or image, in GB. */
  modelGb?: number;
  /** Largest memory of one instance, in GB. */
  memoryGb?: number;
  /** Longest run of one request, in seconds. */
  seconds?: number;
  /** Largest payload of a call that waits for its answer, in MB. */
  payloadMb?: number;
  /** Runs at a time that the platform grants at most. */
  concurrency?: number;
  /** Accelerators that functions can have. */
  accelerators: readonly ('gpu' | 'tpu')[];
}

/** What a second of a function costs: by its memory, and by its vCPUs where these are billed apart. */
export interface Rate {
  /** USD per GB-s. */
  gb: AssumptionId;
  /** USD per vCPU-s. */
  vcpu?: AssumptionId;
}

/** Paid per request and per second of a run. */
export interface PerUsePricing {
  kind: 'per-use';
  /** USD per million requests. */
  request: AssumptionId;
  run: Rate;
  /** GB with which a whole vCPU comes. */
  cpuMemory: AssumptionId;
  /** Seconds that a run is billed at least. */
  leastSeconds?: AssumptionId;
  /** Capacity that is kept warm: what it costs while it runs, and while it is kept. */
  warm?: { run: Rate; idle: Rate };
}

/** Paid for instances that the functions on them share. */
export interface CapacityPricing {
  kind: 'capacity';
  /** Whether the last instance goes away when nobody calls. */
  scalesToZero: boolean;
  /** Whether the workload pays its share of a cluster. */
  cluster: boolean;
  /** What the platform adds to the price of an instance, as a share. */
  fee?: AssumptionId;
  /** USD per million requests. */
  request?: AssumptionId;
}

/** How a platform asks to be paid. @public */
export type Pricing = PerUsePricing | CapacityPricing;

/** A place where the serverless pattern can run. @public */
export interface Platform {
  id: PlatformId;
  title: string;
  limits: PlatformLimits;
  /** Where the limits are published. */
  source: string;
}

/** A platform with what the quantitative model needs to know. @public */
export interface PlatformModel extends Platform {
  pricing: Pricing;
  /** Seconds that an idle instance stays warm; absent where instances stay on. */
  keepAlive?: AssumptionId;
  /** The hourly price of an instance with a GPU there. */
  gpuHour: AssumptionId;
  /** Whether requests reach a function without a gateway that is paid apart. */
  hasEntry: boolean;
}

/** @public */
export const defaultPlatform: PlatformId = 'aws-lambda';

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
    source: 'AWS Lambda quotas, 2026-11',
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
    gpuHour: 'serverlessGpuHour',
    hasEntry: false,
  },
  'aws-lambda-managed-instances': {
    id: 'aws-lambda-managed-instances',
    title: 'AWS Lambda managed instances',
    limits: { modelGb: 10, seconds: 900, payloadMb: 6, accelerators: ['gpu'] },
    source: 'AWS Lambda quotas, managed instances, 2026-11',
    pricing: {
      kind: 'capacity',
      scalesToZero: false,
      cluster: false,
      fee: 'managedInstancesFee',
      request: 'lambdaRequest',
    },
    gpuHour: 'gpuInstanceHour',
    hasEntry: false,
  },
  'google-cloud-run': {
    id: 'google-cloud-run',
    title: 'Google Cloud Run',
    limits: {
      memoryGb: 32,
      seconds: 3600,
      payloadMb: 32,
      accelerators: ['gpu'],
    },
    source: 'Google Cloud Run documentation, 2026-11',
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
    gpuHour: 'cloudRunGpuHour',
    hasEntry: true,
  },
  'azure-functions-flex': {
    id: 'azure-functions-flex',
    title: 'Azure Functions (flex consumption)',
    limits: {
      memoryGb: 4,
      payloadMb: 100,
      concurrency: 1000,
      accelerators: [],
    },
    source: 'Azure Functions flex consumption documentation, 2026-11',
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
    gpuHour: 'serverlessGpuHour',
    hasEntry: true,
  },
  knative: {
    id: 'knative',
    title: 'Knative on your own cluster',
    limits: { accelerators: ['gpu', 'tpu'] },
    source: 'Your own nodes set the limits',
    pricing: { kind: 'capacity', scalesToZero: true, cluster: true },
    keepAlive: 'knativeKeepAlive',
    gpuHour: 'gpuInstanceHour',
    hasEntry: true,
  },
};

/** The platforms that the serverless pattern can be weighed on. @public */
export const platforms: readonly Platform[] = Object.values(platformModels).map(
  ({ id, title, limits, source }) => ({ id, title, limits, source }),
);
