import { AssumptionRow, assumed, listPrice, withBasis } from '../Assumption';

const list = withBasis({ kind: 'list-price', date: '2026-08' });

const sqs = {
  source: 'Amazon SQS pricing, us-east-1',
  url: 'https://aws.amazon.com/sqs/pricing/',
} as const;

const s3 = {
  source: 'Amazon S3 pricing, Standard, us-east-1',
  url: 'https://aws.amazon.com/s3/pricing/',
} as const;

const loadBalancer = withBasis({
  kind: 'list-price',
  url: 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  date: '2026-09',
});

/** The surroundings of inference in any pattern: entry, hand-over, workflow, logs and network. */
export const surroundings = {
  gatewayRequest: {
    title: 'API gateway, price of a million requests',
    ...listPrice(1, 'USD per million'),
    source: 'Amazon API Gateway pricing, HTTP API, first 300 million a month',
    url: 'https://aws.amazon.com/api-gateway/pricing/',
    date: '2026-09',
  },
  loadBalancerHour: {
    title: 'Load balancer',
    ...loadBalancer(0.0225, 'USD per hour'),
    source: 'Elastic Load Balancing pricing, us-east-1',
  },
  loadBalancerRequest: {
    title: 'Load balancer, price of a million requests',
    ...loadBalancer(0.0889, 'USD per million'),
    source:
      'Elastic Load Balancing pricing: 0.008 for a capacity unit and hour of 25 connections a second, each request a new one',
  },
  queueRequest: {
    title: 'Queue, price of a million requests',
    ...list(0.4, 'USD per million'),
    ...sqs,
  },
  queueChunkKb: {
    title: 'Queue, message size billed as one request',
    ...list(64, 'kB'),
    ...sqs,
    kind: 'published-limit',
  },
  objectWrite: {
    title: 'Object store, price of a thousand writes',
    ...list(0.005, 'USD per thousand'),
    ...s3,
  },
  objectRead: {
    title: 'Object store, price of a thousand reads',
    ...list(0.0004, 'USD per thousand'),
    ...s3,
  },
  workflowRequest: {
    title: 'Workflow of functions, price of a million runs',
    ...list(1, 'USD per million'),
    source: 'AWS Step Functions pricing, express workflows, requests alone',
    url: 'https://aws.amazon.com/step-functions/pricing/',
  },
  functionLogKb: {
    title: 'Logs that a function and its platform write per request',
    ...assumed(1.5, 'kB'),
    source:
      'Judgement: START, END and REPORT take about 0.3 kB, a structured line 0.5 to 1 kB',
    url: 'https://wallstrdev.de/are-your-aws-lambda-functions-leaking-money-the-hidden-cost-of-cloudwatch-report-logs-2/',
    date: '2026-11',
    range: [0.3, 10],
  },
  logGb: {
    title: 'Logs, price of ingestion',
    ...list(0.5, 'USD per GB'),
    source: 'Amazon CloudWatch pricing, us-east-1',
    url: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  crossZoneGb: {
    title: 'Transfer between availability zones, each way',
    ...list(0.01, 'USD per GB'),
    source: 'EC2 on-demand pricing, data transfer',
    url: 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer',
  },
  crossZoneShare: {
    title: 'Share of hops that cross an availability zone',
    ...assumed(0.5, 'share'),
    source:
      'Judgement for two zones; two thirds with random routing over three, a tenth or less with routing by zone',
    url: 'https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/',
    date: '2026-11',
    range: [0.05, 0.67],
  },
  hops: {
    title: 'Network hops of a request between services',
    ...assumed(2, 'hops'),
    source: 'Working assumption of the model',
    range: [1, 5],
  },
  hopSeconds: {
    title: 'Round trip and serialisation of a hop',
    ...assumed(0.002, 's'),
    source:
      'Judgement: 0.25 to 3.4 ms between zones were measured, the rest is HTTP, TLS and a proxy',
    url: 'https://www.flashgrid.io/news/latencies-between-aws-availability-zones-what-are-they-and-how-to-minimize-them/',
    date: '2023-03',
    range: [0.001, 0.004],
  },
} as const satisfies Record<string, AssumptionRow>;
