/** @public */
export const assumptionKinds = [
  'list-price',
  'published-limit',
  'published-measurement',
  'estimated',
  'our-assumption',
] as const;

/**
 * What kind of number an assumption is: published by who charges or limits it, measured and published,
 * estimated from published decisions, or our own judgement.
 *
 * @public
 */
export type AssumptionKind = (typeof assumptionKinds)[number];

/** A number that the quantitative model uses and that anyone may replace. @public */
export interface Assumption {
  id: string;
  title: string;
  /** Absent where no price is published: what depends on it is unknown until someone sets it. */
  value?: number;
  unit: string;
  kind: AssumptionKind;
  source: string;
  /** Where it can be read. */
  url?: string;
  /** When it was read or published, as `2026-11`. */
  date?: string;
  /** Between what it may be; each assumption of ours has one. */
  range?: readonly [low: number, high: number];
}

const lambda = 'AWS Lambda pricing and quotas, us-east-1, 2026-11';
const cloudRun = 'Google Cloud Run pricing, 2026-11';
const azure = 'Azure Functions flex consumption, 2026-11';
const ec2 = 'EC2 on-demand pricing, us-east-1, 2026-11';
const network = 'AWS data transfer pricing, 2026-11';
const judgement = 'Working assumption of the model';

const table = {
  lambdaRequest: [
    'Lambda, price of a million requests',
    0.2,
    'USD per million',
    lambda,
  ],
  lambdaGbSecond: [
    'Lambda, price of memory and time (x86)',
    0.0000166667,
    'USD per GB-s',
    lambda,
  ],
  lambdaProvisionedGbSecond: [
    'Lambda, price of keeping provisioned concurrency',
    0.0000041667,
    'USD per GB-s',
    lambda,
  ],
  lambdaProvisionedDurationGbSecond: [
    'Lambda, price of running on provisioned concurrency',
    0.0000097222,
    'USD per GB-s',
    lambda,
  ],
  lambdaKeepAlive: [
    'Lambda, time that an idle function stays warm',
    600,
    's',
    lambda,
  ],
  cloudRunRequest: [
    'Cloud Run, price of a million requests',
    0.4,
    'USD per million',
    cloudRun,
  ],
  cloudRunVcpuSecond: [
    'Cloud Run, price of a vCPU',
    0.000024,
    'USD per vCPU-s',
    cloudRun,
  ],
  cloudRunGbSecond: [
    'Cloud Run, price of memory',
    0.0000025,
    'USD per GB-s',
    cloudRun,
  ],
  cloudRunKeepAlive: [
    'Cloud Run, time that an idle instance stays warm',
    900,
    's',
    judgement,
  ],
  azureGbSecond: [
    'Azure Functions flex, price of memory and time',
    0.000026,
    'USD per GB-s',
    azure,
  ],
  azureMinSeconds: ['Azure Functions flex, least time billed', 1, 's', azure],
  azureKeepAlive: [
    'Azure Functions flex, time that an idle instance stays warm',
    1200,
    's',
    azure,
  ],
  knativeKeepAlive: [
    'Knative, time that an idle pod stays warm',
    600,
    's',
    judgement,
  ],
  cpuInstanceMemory: ['Memory of that instance', 4, 'GB', ec2],
  cpuInstanceSlots: [
    'Inferences that it runs at a time, one per vCPU',
    2,
    'inferences',
    judgement,
  ],
  gpuInstanceHour: [
    'Always-on instance with GPU (g6.xlarge)',
    0.8048,
    'USD per hour',
    ec2,
  ],
  gpuInstanceMemory: ['GPU memory of that instance', 24, 'GB', ec2],
  gpuInstanceSlots: [
    'Inferences that it runs at a time, batched',
    4,
    'inferences',
    judgement,
  ],
  tpuInstanceHour: [
    'Always-on instance with TPU',
    undefined,
    'USD per hour',
    'Not published in our table; set it to see costs',
  ],
  serverlessGpuHour: [
    'GPU of a function, where the platform offers none',
    undefined,
    'USD per hour',
    'Not offered; set it to see costs',
  ],
  minReplicas: [
    'Replicas of an always-on deployable, for availability',
    2,
    'replicas',
    judgement,
  ],
  purchaseDiscount: [
    'Discount of a savings plan or spot on always-on instances',
    0,
    'share',
    'Purchase option: on demand',
  ],
  controlPlaneHour: [
    'Kubernetes control plane',
    0.1,
    'USD per hour',
    'Amazon EKS pricing, 2026-11',
  ],
  controlPlaneShare: [
    'Share of the cluster that this workload pays',
    0.25,
    'share',
    judgement,
  ],
  hops: ['Network hops of a request between services', 2, 'hops', judgement],
  hopSeconds: ['Round trip and serialisation of a hop', 0.002, 's', judgement],
  crossZoneShare: [
    'Share of hops that cross an availability zone',
    0.5,
    'share',
    judgement,
  ],
  crossZoneGb: [
    'Transfer between availability zones, each way',
    0.01,
    'USD per GB',
    network,
  ],
  platformOverhead: [
    'Time that a functions platform adds to a warm call',
    0.01,
    's',
    judgement,
  ],
  applicationMemory: [
    'Memory of the application around the model in a monolith',
    1,
    'GB',
    judgement,
  ],
  peakSteady: ['Peak over mean, steady traffic', 1.5, 'times', judgement],
  peakSpiky: ['Peak over mean, spiky traffic', 8, 'times', judgement],
  peakSporadic: ['Peak over mean, sporadic traffic', 5, 'times', judgement],
  quietSteady: [
    'Rate in quiet times over mean, steady traffic',
    1,
    'share',
    judgement,
  ],
  quietSpiky: [
    'Rate in quiet times over mean, spiky traffic',
    0.2,
    'share',
    judgement,
  ],
  quietSporadic: [
    'Rate in quiet times over mean, sporadic traffic',
    0.05,
    'share',
    judgement,
  ],
  burstSteady: [
    'Requests that arrive while a burst builds up, steady traffic',
    0.001,
    'share',
    judgement,
  ],
  burstSpiky: [
    'Requests that arrive while a burst builds up, spiky traffic',
    0.02,
    'share',
    judgement,
  ],
  burstSporadic: [
    'Requests that arrive while a burst builds up, sporadic traffic',
    0.05,
    'share',
    judgement,
  ],
  initSeconds: [
    'Initialisation of a runtime, without the model',
    0.8,
    's',
    judgement,
  ],
  loadRate: [
    'Rate at which a model is loaded',
    0.3,
    'GB per s',
    'arXiv 2401.14351, cold network and disk',
  ],
  alwaysOnColdShare: [
    'Requests that meet a starting replica in spite of readiness checks',
    0.0005,
    'share',
    judgement,
  ],
  sizingTail: [
    'Requests that may wait past the requirement when replicas are sized',
    0.01,
    'share',
    judgement,
  ],
  estimateSpread: [
    'How far off an estimate of volume or inference time may be',
    0.25,
    'share',
    judgement,
  ],
  savingsPlanDiscount: [
    'Discount of a one-year savings plan on always-on instances',
    0.27,
    'share',
    judgement,
  ],
  spotDiscount: [
    'Discount of spot capacity on always-on instances',
    0.6,
    'share',
    judgement,
  ],
  scaleUpModels: [
    'Models from which a product is past its first version',
    3,
    'models',
    judgement,
  ],
  scaleUpGrowth: [
    'Growth of users from which a product that scales is past its first version',
    5,
    'times',
    judgement,
  ],
  enterpriseTeams: [
    'Parallel teams from which governance decides the road',
    8,
    'teams',
    judgement,
  ],
  peoplePerDeployable: [
    'People who can run one deployable, on-call included',
    1.5,
    'people',
    judgement,
  ],
  quicksandModels: [
    'Models in one release from which a monolith sinks in',
    3,
    'models',
    judgement,
  ],
  quicksandTeams: [
    'Teams on one code base from which a monolith sinks in',
    3,
    'teams',
    judgement,
  ],
  quicksandGrowth: [
    'Growth of users or data from which a monolith sinks in',
    10,
    'times',
    judgement,
  ],
  longInference: [
    'Inference time that is long for a platform that bills by time',
    1,
    's',
    judgement,
  ],
  busyVolume: [
    'Volume from which steady traffic keeps functions busy',
    1e6,
    'requests per month',
    judgement,
  ],
  surpriseRatio: [
    'Serverless cost over the cheapest always-on cost that is a large surprise',
    1.5,
    'times',
    judgement,
  ],
  chattyShare: [
    'Share of the cost from which data transfer is material',
    0.2,
    'share',
    judgement,
  ],
  coldShareOfP99: [
    'Requests that may meet a cold start before it decides the p99',
    0.01,
    'share',
    'The 99th percentile leaves out one request in a hundred',
  ],
  lambdaCpuMemory: [
    'Lambda, memory that comes with a whole vCPU',
    1.769,
    'GB',
    lambda,
  ],
  managedInstancesFee: [
    'Lambda managed instances, fee on the price of an instance',
    0.15,
    'share',
    lambda,
  ],
  cloudRunGpuHour: [
    'Cloud Run, an L4 GPU with its smallest host (4 vCPU, 16 GiB)',
    1.045,
    'USD per hour',
    cloudRun,
  ],
  cloudRunCpuMemory: [
    'Cloud Run, memory that one vCPU can have',
    4,
    'GB',
    cloudRun,
  ],
  cloudRunIdleVcpuSecond: [
    'Cloud Run, price of an idle vCPU kept warm',
    0.0000025,
    'USD per vCPU-s',
    cloudRun,
  ],
  cloudRunIdleGbSecond: [
    'Cloud Run, price of idle memory kept warm',
    0.0000025,
    'USD per GB-s',
    cloudRun,
  ],
  azureRequest: [
    'Azure Functions flex, price of a million executions',
    0.4,
    'USD per million',
    azure,
  ],
  azureCpuMemory: [
    'Azure Functions flex, memory that comes with a vCPU',
    2,
    'GB',
    azure,
  ],
  azureReadyGbSecond: [
    'Azure Functions flex, price of keeping an instance ready',
    0.000004,
    'USD per GB-s',
    azure,
  ],
  azureReadyRunGbSecond: [
    'Azure Functions flex, price of running on a ready instance',
    0.000016,
    'USD per GB-s',
    azure,
  ],
  cpuInstanceHour: [
    'Always-on instance without GPU (c7i.large)',
    0.08925,
    'USD per hour',
    ec2,
  ],
  utilisation: [
    'Use of an always-on pool that follows the load',
    0.67,
    'share',
    judgement,
  ],
  scalingLag: [
    'Part of the way to the peak that such a pool is paid for',
    0.25,
    'share',
    judgement,
  ],
  smallReplicaShare: [
    'Share of an instance that a small replica takes',
    0.25,
    'share',
    judgement,
  ],
  applicationSeconds: [
    'Time that the application around the model takes for a request',
    0.01,
    's',
    judgement,
  ],
  gatewayRequest: [
    'API gateway, price of a million requests',
    1,
    'USD per million',
    lambda,
  ],
  queueRequest: [
    'Queue, price of a million requests',
    0.4,
    'USD per million',
    lambda,
  ],
  queueChunkKb: [
    'Queue, size up to which a message is one request',
    64,
    'kB',
    lambda,
  ],
  objectWrite: [
    'Store of objects, price of a thousand writes',
    0.005,
    'USD per thousand',
    lambda,
  ],
  objectRead: [
    'Store of objects, price of a thousand reads',
    0.0004,
    'USD per thousand',
    lambda,
  ],
  workflowRequest: [
    'Workflow of functions, price of a million runs',
    1,
    'USD per million',
    lambda,
  ],
  functionLogKb: [
    'Log lines that a function and its platform write per request',
    1,
    'kB',
    judgement,
  ],
  logGb: ['Log lines, price of taking them in', 0.5, 'USD per GB', lambda],
  loadBalancerHour: ['Load balancer', 0.0225, 'USD per hour', lambda],
  loadBalancerRequest: [
    'Load balancer, price of a million requests',
    0.1,
    'USD per million',
    lambda,
  ],
  backgroundSome: [
    'Processor time of some side work, against that of inference',
    0.1,
    'share',
    judgement,
  ],
  backgroundSubstantial: [
    'Processor time of substantial side work, against that of inference',
    0.5,
    'share',
    judgement,
  ],
  backgroundRunSeconds: ['Time of one run of side work', 1, 's', judgement],
  engineerMonth: [
    'What one engineer costs in a month, all included',
    14000,
    'USD',
    judgement,
  ],
  materialShare: [
    'Monthly difference that matters, against what the team costs',
    0.02,
    'share',
    judgement,
  ],
  typicalTeam: [
    'People on the application where that is not known',
    8,
    'people',
    judgement,
  ],
  scaleUpTeams: [
    'Parallel teams from which a product is past its first version',
    2,
    'teams',
    judgement,
  ],
  firstServiceModels: [
    'Models up to which one extracted service is enough',
    1,
    'models',
    judgement,
  ],
  fleetModels: [
    'Models from which services are a fleet',
    10,
    'models',
    judgement,
  ],
  noticeableCost: [
    'Monthly difference of costs that is worth a warning',
    150,
    'USD',
    judgement,
  ],
  chanceScale: [
    'Logits of a chance per weighted point that a pattern leads',
    0.0196,
    'per point',
    judgement,
  ],
  clearChance: [
    'Chance from which a recommendation is clear',
    0.7,
    'share',
    judgement,
  ],
  openGain: [
    'Chance that open answers have to promise before more of them are asked for',
    0.1,
    'share',
    judgement,
  ],
} as const satisfies Record<
  string,
  readonly [string, number | undefined, string, string]
>;

/** @public */
export type AssumptionId = keyof typeof table;

/**
 * Prices, limits and working assumptions of the quantitative model. Money in USD, time in seconds,
 * memory in GB.
 *
 * @public
 */
export const assumptions: readonly Assumption[] = Object.entries(table).map(
  ([id, [title, value, unit, source]]) => ({
    id,
    title,
    value,
    unit,
    source,
    kind: 'our-assumption',
  }),
);
