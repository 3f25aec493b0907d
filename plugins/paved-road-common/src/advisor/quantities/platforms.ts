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
  /** Accelerators that functions can have. */
  accelerators: readonly ('gpu' | 'tpu')[];
}

/** How a platform asks to be paid. @public */
export type Pricing =
  | {
      /** Per request, and per GB-second while it runs. */
      kind: 'lambda';
    }
  | {
      /** Per request, and per vCPU-second, GB-second and GPU-second while it runs. */
      kind: 'cloud-run';
    }
  | {
      /** Per GB-second in fixed sizes, with a least time. */
      kind: 'azure-flex';
      memoryChoicesGb: readonly number[];
    }
  | {
      /** Instances that stay on, shared by the functions on them. */
      kind: 'capacity';
      /** Whether the last instance goes away when nobody calls. */
      scalesToZero: boolean;
      /** Whether the workload pays its share of a cluster. */
      cluster: boolean;
    };

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
  /** The hourly price of a GPU there. */
  gpuHour: AssumptionId;
}

/** @public */
export const defaultPlatform: PlatformId = 'aws-lambda';

export const platformModels: Record<PlatformId, PlatformModel> = {
  'aws-lambda': {
    id: 'aws-lambda',
    title: 'AWS Lambda',
    limits: { modelGb: 10, memoryGb: 10, seconds: 900, accelerators: [] },
    source: 'AWS Lambda quotas, 2026-11',
    pricing: { kind: 'lambda' },
    keepAlive: 'lambdaKeepAlive',
    gpuHour: 'serverlessGpuHour',
  },
  'aws-lambda-managed-instances': {
    id: 'aws-lambda-managed-instances',
    title: 'AWS Lambda managed instances',
    limits: { modelGb: 10, seconds: 900, accelerators: ['gpu'] },
    source: 'AWS Lambda quotas, managed instances, 2026-11',
    pricing: { kind: 'capacity', scalesToZero: false, cluster: false },
    gpuHour: 'gpuInstanceHour',
  },
  'google-cloud-run': {
    id: 'google-cloud-run',
    title: 'Google Cloud Run',
    limits: { memoryGb: 32, accelerators: ['gpu'] },
    source: 'Google Cloud Run documentation, 2026-11',
    pricing: { kind: 'cloud-run' },
    keepAlive: 'cloudRunKeepAlive',
    gpuHour: 'cloudRunGpuHour',
  },
  'azure-functions-flex': {
    id: 'azure-functions-flex',
    title: 'Azure Functions (flex consumption)',
    limits: { memoryGb: 4, accelerators: [] },
    source: 'Azure Functions flex consumption documentation, 2026-11',
    pricing: { kind: 'azure-flex', memoryChoicesGb: [2, 4] },
    keepAlive: 'azureKeepAlive',
    gpuHour: 'serverlessGpuHour',
  },
  knative: {
    id: 'knative',
    title: 'Knative on your own cluster',
    limits: { accelerators: ['gpu', 'tpu'] },
    source: 'Your own nodes set the limits',
    pricing: { kind: 'capacity', scalesToZero: true, cluster: true },
    keepAlive: 'knativeKeepAlive',
    gpuHour: 'gpuInstanceHour',
  },
};

/** The platforms that the serverless pattern can be weighed on. @public */
export const platforms: readonly Platform[] = Object.values(platformModels).map(
  ({ id, title, limits, source }) => ({ id, title, limits, source }),
);
