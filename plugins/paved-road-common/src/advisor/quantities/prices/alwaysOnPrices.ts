import { AssumptionRow } from '../Assumption';

const ec2 = {
  kind: 'list-price',
  source: 'EC2 on-demand price list, us-east-1, Linux, of 2026-07-20',
  url: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  date: '2026-07',
} as const;

const judgement = {
  kind: 'our-assumption',
  source: 'Working assumption of the model',
} as const;

/** Prices and sizes of always-on capacity. */
export const alwaysOnPrices = {
  cpuInstanceHour: {
    title: 'Always-on instance without GPU (c7i.large, x86)',
    value: 0.08925,
    unit: 'USD per hour',
    ...ec2,
  },
  cpuInstanceMemory: {
    title: 'Memory of that instance',
    value: 4,
    unit: 'GB',
    kind: 'published-limit',
    source:
      'Amazon EC2 C7i instances: 2 vCPU and 4 GiB, as third parties state',
    url: 'https://aws.amazon.com/ec2/instance-types/c7i/',
    date: '2026-11',
  },
  cpuInstanceSlots: {
    title: 'Concurrent inferences, one per vCPU',
    value: 2,
    unit: 'inferences',
    ...judgement,
    range: [1, 4],
  },
  gpuInstanceHour: {
    title: 'Always-on instance with GPU (g6.xlarge, one L4)',
    value: 0.8048,
    unit: 'USD per hour',
    ...ec2,
  },
  gpuInstanceMemory: {
    title: 'GPU memory of that instance',
    value: 24,
    unit: 'GB',
    kind: 'published-limit',
    source: 'Amazon EC2 G6 instances',
    url: 'https://aws.amazon.com/ec2/instance-types/g6/',
    date: '2026-11',
  },
  gpuInstanceSlots: {
    title: 'Concurrent inferences, batched',
    value: 4,
    unit: 'inferences',
    ...judgement,
    range: [1, 32],
  },
  tpuInstanceHour: {
    title: 'Always-on instance with TPU',
    unit: 'USD per hour',
    kind: 'our-assumption',
    source: 'Not in our table; set it to see costs',
  },
  minReplicas: {
    title: 'Replicas of an always-on deployable, for availability',
    value: 2,
    unit: 'replicas',
    ...judgement,
    range: [1, 3],
  },
  utilisation: {
    title: 'Utilisation of an always-on pool that follows the load',
    value: 0.65,
    unit: 'share',
    kind: 'our-assumption',
    source:
      'Judgement: what a well tuned pool reaches at its busy time. Cloud Run aims at 60%; means over clusters are near 10%',
    url: 'https://cloud.google.com/run/docs/about-instance-autoscaling',
    date: '2026-11',
    range: [0.1, 0.75],
  },
  scalingLag: {
    title:
      'Share of the difference from mean to peak that such a pool is paid for',
    value: 0.25,
    unit: 'share',
    ...judgement,
    range: [0.05, 0.6],
  },
  smallReplicaShare: {
    title: 'Share of an instance that a small replica needs',
    value: 0.25,
    unit: 'share',
    ...judgement,
    range: [0.1, 0.5],
  },
  purchaseDiscount: {
    title: 'Discount of a savings plan or spot on always-on instances',
    value: 0,
    unit: 'share',
    kind: 'our-assumption',
    source: 'Purchase option: on demand',
    range: [0, 0.8],
  },
  savingsPlanDiscount: {
    title: 'Discount of a one-year savings plan on always-on instances',
    value: 0.27,
    unit: 'share',
    kind: 'list-price',
    source:
      'AWS Compute Savings Plans, one year, nothing upfront; not verified for this instance, third parties say 17 to 40%',
    url: 'https://aws.amazon.com/savingsplans/compute-pricing/',
    date: '2026-11',
    range: [0.17, 0.4],
  },
  spotDiscount: {
    title: 'Discount of spot capacity on always-on instances',
    value: 0.6,
    unit: 'share',
    kind: 'published-measurement',
    source:
      'Amazon EC2 Spot; not verified for this instance, 57 to 58% were observed on GPU hosts in 2026-08',
    url: 'https://aws.amazon.com/ec2/spot/pricing/',
    date: '2026-11',
    range: [0.45, 0.8],
  },
  controlPlaneHour: {
    title: 'Kubernetes control plane',
    value: 0.1,
    unit: 'USD per hour',
    kind: 'list-price',
    source: 'Amazon EKS pricing, standard support',
    url: 'https://aws.amazon.com/eks/pricing/',
    date: '2026-08',
  },
  controlPlaneShare: {
    title: 'Share of the cluster that this workload pays',
    value: 0.25,
    unit: 'share',
    ...judgement,
    range: [0.05, 1],
  },
} as const satisfies Record<string, AssumptionRow>;
