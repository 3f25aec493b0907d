import {
  AssumptionRow,
  assumed,
  judged,
  listPrice,
  publishedLimit,
  publishedMeasurement,
  withBasis,
} from '../Assumption';

const ec2 = withBasis({
  kind: 'list-price',
  source: 'EC2 on-demand price list, us-east-1, Linux, of 2026-07-20',
  url: 'https://aws.amazon.com/ec2/pricing/on-demand/',
  date: '2026-07',
});

/** Prices and sizes of always-on capacity. */
export const alwaysOnPrices = {
  cpuInstanceHour: {
    title: 'Always-on instance without GPU (c7i.large, x86)',
    ...ec2(0.08925, 'USD per hour'),
  },
  cpuInstanceMemory: {
    title: 'Memory of that instance',
    ...publishedLimit(4, 'GB'),
    source:
      'Amazon EC2 C7i instances: 2 vCPU and 4 GiB, as third parties state',
    url: 'https://aws.amazon.com/ec2/instance-types/c7i/',
    date: '2026-11',
  },
  cpuInstanceSlots: {
    title: 'Concurrent inferences, one per vCPU',
    ...judged(2, 'inferences', 1, 4),
  },
  gpuInstanceHour: {
    title: 'Always-on instance with GPU (g6.xlarge, one L4)',
    ...ec2(0.8048, 'USD per hour'),
  },
  gpuInstanceMemory: {
    title: 'GPU memory of that instance',
    ...publishedLimit(24, 'GB'),
    source: 'Amazon EC2 G6 instances',
    url: 'https://aws.amazon.com/ec2/instance-types/g6/',
    date: '2026-11',
  },
  gpuInstanceSlots: {
    title: 'Concurrent inferences, batched',
    ...judged(4, 'inferences', 1, 32),
  },
  tpuInstanceHour: {
    title: 'Always-on instance with TPU',
    unit: 'USD per hour',
    kind: 'our-assumption',
    source: 'Not in our table; set it to see costs',
  },
  minReplicas: {
    title: 'Replicas of an always-on deployable, for availability',
    ...judged(2, 'replicas', 1, 3),
  },
  utilisation: {
    title: 'Utilisation of an always-on pool that follows the load',
    ...assumed(0.65, 'share'),
    source:
      'Judgement: what a well tuned pool reaches at its busy time. Cloud Run aims at 60%; means over clusters are near 10%',
    url: 'https://cloud.google.com/run/docs/about-instance-autoscaling',
    date: '2026-11',
    range: [0.1, 0.75],
  },
  scalingLag: {
    title:
      'Share of the difference from mean to peak that such a pool is paid for',
    ...judged(0.25, 'share', 0.05, 0.6),
  },
  smallReplicaShare: {
    title: 'Share of an instance that a small replica needs',
    ...judged(0.25, 'share', 0.1, 0.5),
  },
  purchaseDiscount: {
    title: 'Discount of a savings plan or spot on always-on instances',
    ...assumed(0, 'share'),
    source: 'Purchase option: on demand',
    range: [0, 0.8],
  },
  savingsPlanDiscount: {
    title: 'Discount of a one-year savings plan on always-on instances',
    ...listPrice(0.27, 'share'),
    source:
      'AWS Compute Savings Plans, one year, nothing upfront; not verified for this instance, third parties say 17 to 40%',
    url: 'https://aws.amazon.com/savingsplans/compute-pricing/',
    date: '2026-11',
    range: [0.17, 0.4],
  },
  spotDiscount: {
    title: 'Discount of spot capacity on always-on instances',
    ...publishedMeasurement(0.6, 'share'),
    source:
      'Amazon EC2 Spot; not verified for this instance, 57 to 58% were observed on GPU hosts in 2026-08',
    url: 'https://aws.amazon.com/ec2/spot/pricing/',
    date: '2026-11',
    range: [0.45, 0.8],
  },
  controlPlaneHour: {
    title: 'Kubernetes control plane',
    ...listPrice(0.1, 'USD per hour'),
    source: 'Amazon EKS pricing, standard support',
    url: 'https://aws.amazon.com/eks/pricing/',
    date: '2026-08',
  },
  controlPlaneShare: {
    title: 'Share of the cluster that this workload pays',
    ...judged(0.25, 'share', 0.05, 1),
  },
} as const satisfies Record<string, AssumptionRow>;
