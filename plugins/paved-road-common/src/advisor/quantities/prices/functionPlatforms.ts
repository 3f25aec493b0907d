import {
  AssumptionRow,
  assumed,
  listPrice,
  publishedLimit,
  publishedMeasurement,
  withBasis,
} from '../Assumption';

const lambdaPrice = withBasis({
  kind: 'list-price',
  source: 'AWS Lambda pricing, us-east-1',
  url: 'https://aws.amazon.com/lambda/pricing/',
  date: '2026-09',
});

const cloudRunPrice = withBasis({
  kind: 'list-price',
  source: 'Google Cloud Run pricing, tier 1 regions',
  url: 'https://cloud.google.com/run/pricing',
  date: '2026-10',
});

const flexPrice = withBasis({
  kind: 'list-price',
  source: 'Azure Functions pricing, East US 2',
  url: 'https://azure.microsoft.com/en-us/pricing/details/functions/',
  date: '2026-10',
});

const containerAppsPrice = withBasis({
  kind: 'list-price',
  source: 'Azure Container Apps pricing, East US 2',
  url: 'https://azure.microsoft.com/en-us/pricing/details/container-apps/',
  date: '2026-10',
});

const sagemakerPricing = 'https://aws.amazon.com/sagemaker-ai/pricing/';

export const functionPlatforms = {
  lambdaRequest: {
    title: 'Lambda, price of a million requests',
    ...lambdaPrice(0.2, 'USD per million'),
  },
  lambdaGbSecond: {
    title: 'Lambda, price of memory and time (x86, first 6 billion GB-s)',
    ...lambdaPrice(0.0000166667, 'USD per GB-s', '2026-08'),
  },
  lambdaProvisionedGbSecond: {
    title: 'Lambda, price of keeping provisioned concurrency (x86)',
    ...lambdaPrice(0.0000041667, 'USD per GB-s'),
  },
  lambdaProvisionedDurationGbSecond: {
    title: 'Lambda, price of running on provisioned concurrency (x86)',
    ...lambdaPrice(0.0000097222, 'USD per GB-s'),
  },
  lambdaCpuMemory: {
    title: 'Lambda, memory per vCPU',
    ...publishedLimit(1.769, 'GB'),
    source: 'Configure Lambda function memory, as quoted by third parties',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
    date: '2026-11',
  },
  lambdaKeepAlive: {
    title: 'Lambda, keep-alive of an idle function',
    ...publishedMeasurement(480, 's'),
    source:
      'M. Shilkov, When does cold start happen on AWS Lambda? 5 to 7 minutes in the newest data, 10 in 2019, up to 60 before; AWS publishes no number',
    url: 'https://mikhail.io/serverless/coldstarts/aws/intervals/',
    date: '2026-11',
    range: [300, 3600],
  },
  managedInstancesFee: {
    title: 'Lambda managed instances, fee on the price of an instance',
    ...lambdaPrice(0.15, 'share'),
  },
  managedInstancesLeast: {
    title: 'Lambda managed instances, replicas that stay on by default',
    ...publishedLimit(3, 'replicas'),
    source: 'Lambda managed instances, best practices',
    url: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-best-practices.html',
    date: '2026-11',
  },
  cloudRunRequest: {
    title: 'Cloud Run, price of a million requests',
    ...cloudRunPrice(0.4, 'USD per million', '2026-08'),
  },
  cloudRunVcpuSecond: {
    title: 'Cloud Run, price of a vCPU while it serves',
    ...cloudRunPrice(0.000024, 'USD per vCPU-s', '2026-11'),
  },
  cloudRunGbSecond: {
    title: 'Cloud Run, price of memory while it serves',
    ...cloudRunPrice(0.0000025, 'USD per GB-s', '2026-11'),
  },
  cloudRunIdleVcpuSecond: {
    title: 'Cloud Run, price of an idle vCPU kept warm',
    ...cloudRunPrice(0.0000025, 'USD per vCPU-s'),
  },
  cloudRunIdleGbSecond: {
    title: 'Cloud Run, price of idle memory kept warm',
    ...cloudRunPrice(0.0000025, 'USD per GB-s'),
  },
  cloudRunCpuMemory: {
    title: 'Cloud Run, memory that one vCPU can have',
    ...publishedLimit(4, 'GB'),
    source: 'Cloud Run, configure CPU limits: 8 vCPU with up to 32 GiB',
    url: 'https://docs.cloud.google.com/run/docs/configuring/services/cpu',
    date: '2026-11',
  },
  cloudRunKeepAlive: {
    title: 'Cloud Run, time that an idle instance stays warm',
    ...publishedLimit(900, 's'),
    source: 'Cloud Run, about instance autoscaling: at most 15 minutes',
    url: 'https://cloud.google.com/run/docs/about-instance-autoscaling',
    date: '2026-10',
    range: [60, 900],
  },
  cloudRunGpuHour: {
    title:
      'Cloud Run, an L4 GPU with its smallest host (4 vCPU, 16 GiB), billed by the instance',
    ...cloudRunPrice(1.0464, 'USD per hour'),
    source:
      'Google Cloud Run pricing: GPU without zonal redundancy 0.672, vCPU 0.2592, memory 0.1152',
  },
  azureRequest: {
    title: 'Azure Functions flex, price of a million executions',
    ...flexPrice(0.4, 'USD per million'),
  },
  azureGbSecond: {
    title: 'Azure Functions flex, price of memory and time',
    ...flexPrice(0.000026, 'USD per GB-s'),
  },
  azureReadyGbSecond: {
    title: 'Azure Functions flex, price of keeping an instance ready',
    ...flexPrice(0.000004, 'USD per GB-s'),
  },
  azureReadyRunGbSecond: {
    title: 'Azure Functions flex, price of running on a ready instance',
    ...flexPrice(0.000016, 'USD per GB-s'),
  },
  azureMinSeconds: {
    title: 'Azure Functions flex, minimum billed time',
    ...publishedLimit(1, 's'),
    source: 'Azure Functions Flex Consumption plan',
    url: 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan',
    date: '2024-05',
  },
  azureCpuMemory: {
    title: 'Azure Functions flex, memory that comes with a vCPU',
    ...publishedLimit(2, 'GB'),
    source:
      'Azure Functions Flex Consumption plan: instances of 512, 2,048 and 4,096 MB; their vCPU not verified',
    url: 'https://learn.microsoft.com/azure/azure-functions/flex-consumption-plan',
    date: '2026-11',
  },
  azureKeepAlive: {
    title: 'Azure Functions flex, time that an idle instance stays warm',
    ...publishedMeasurement(1200, 's'),
    source:
      'M. Shilkov, of the consumption plan of 2019; no measurement of flex was found',
    url: 'https://mikhail.io/2019/08/aws-lambda-cold-starts-after-10-minutes/',
    date: '2019-08',
    range: [60, 1200],
  },
  containerAppsRequest: {
    title: 'Azure Container Apps, price of a million requests',
    ...containerAppsPrice(0.4, 'USD per million', '2026-08'),
    source: 'Azure Container Apps pricing, Japan East',
  },
  containerAppsVcpuSecond: {
    title: 'Azure Container Apps, price of a vCPU in use',
    ...containerAppsPrice(0.000024, 'USD per vCPU-s'),
  },
  containerAppsGbSecond: {
    title: 'Azure Container Apps, price of memory, in use or idle',
    ...containerAppsPrice(0.000003, 'USD per GB-s'),
  },
  containerAppsIdleVcpuSecond: {
    title: 'Azure Container Apps, price of an idle vCPU kept warm',
    ...containerAppsPrice(0.000003, 'USD per vCPU-s'),
  },
  containerAppsCpuMemory: {
    title: 'Azure Container Apps, memory that one vCPU has',
    ...publishedLimit(2, 'GB'),
    source:
      'Containers in Azure Container Apps: 0.25 vCPU with 0.5 GiB and so on, as its own error message lists',
    url: 'https://learn.microsoft.com/azure/container-apps/containers',
    date: '2026-11',
  },
  containerAppsKeepAlive: {
    title: 'Azure Container Apps, time that the last replica stays warm',
    ...publishedLimit(300, 's'),
    source: 'Set scaling rules in Azure Container Apps: cool down period',
    url: 'https://learn.microsoft.com/azure/container-apps/scale-app',
    date: '2022-11',
  },
  containerAppsGpuHour: {
    title:
      'Azure Container Apps, an A100 GPU with its host (24 vCPU, 220 GiB), billed by the replica',
    ...containerAppsPrice(6.354, 'USD per hour', '2026-08'),
    source:
      'Azure Container Apps pricing, East US: GPU 1.9044, vCPU 2.0736, memory 2.376',
  },
  containerAppsGpuMemory: {
    title: 'Azure Container Apps, memory of that GPU',
    ...publishedLimit(80, 'GB'),
    source: 'Azure Container Apps, serverless GPUs',
    url: 'https://learn.microsoft.com/azure/container-apps/gpu-serverless-overview',
    date: '2026-11',
  },
  sagemakerGbSecond: {
    title: 'SageMaker serverless inference, price of memory and time',
    ...listPrice(0.00002, 'USD per GB-s'),
    source: 'Amazon SageMaker AI pricing, as quoted by two third parties',
    url: sagemakerPricing,
    date: '2026-11',
  },
  sagemakerCpuMemory: {
    title: 'SageMaker serverless inference, memory that comes with a vCPU',
    ...assumed(1.769, 'GB'),
    source: 'Taken to be as on Lambda; nothing is published',
    range: [1, 2],
  },
  sagemakerKeepAlive: {
    title:
      'SageMaker serverless inference, time that an idle endpoint stays warm',
    ...assumed(480, 's'),
    source: 'Taken to be as on Lambda; nothing is published',
    range: [300, 3600],
  },
  sagemakerPremium: {
    title: 'SageMaker, price of an instance over that of EC2',
    ...publishedMeasurement(0.4, 'share'),
    source:
      'Ratio of list prices: ml.g6.xlarge 1.1267 over 0.8048, ml.g5.xlarge 1.408 over 1.006',
    url: sagemakerPricing,
    date: '2026-10',
    range: [0.2, 0.4],
  },
  sagemakerAsyncKeepAlive: {
    title:
      'SageMaker asynchronous inference, time that an idle instance stays on',
    ...assumed(900, 's'),
    source: 'Set by the scaling policy',
    range: [300, 3600],
  },
  knativeKeepAlive: {
    title: 'Knative, time that an idle pod stays warm',
    ...publishedLimit(90, 's'),
    source:
      'Knative, configuring scale to zero: a window of 60 s and up to 30 s of grace',
    url: 'https://knative.dev/docs/serving/autoscaling/scale-to-zero/',
    date: '2026-11',
    range: [60, 90],
  },
  serverlessGpuHour: {
    title: 'GPU of a function, where the platform offers none',
    unit: 'USD per hour',
    kind: 'our-assumption',
    source: 'Not offered; set it to see costs',
  },
} as const satisfies Record<string, AssumptionRow>;
