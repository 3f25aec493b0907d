import { AssumptionRow } from '../Assumption';

const judgement = {
  kind: 'our-assumption',
  source: 'Working assumption of the model',
} as const;

/** Costs and limits of a placement other than tokens and machines: people, reserve and quota. */
export const operatingAssumptions = {
  peopleHosted: {
    title: 'People who look after a hosted API',
    value: 0.05,
    unit: 'people',
    kind: 'our-assumption',
    source: 'Judgement: keys, budgets, limits and a new model version a year',
    range: [0.02, 0.2],
  },
  peopleOwnGpu: {
    title: 'People who operate the first own GPUs',
    value: 0.5,
    unit: 'people',
    kind: 'our-assumption',
    source:
      'Judgement: engine, drivers, capacity and a share of an on-call rota; a team of maturity 3',
    range: [0.2, 2],
  },
  peopleServerlessGpu: {
    title: 'People who operate a first model on serverless GPUs',
    value: 0.3,
    unit: 'people',
    kind: 'our-assumption',
    source: 'Judgement: image, engine, cold starts and quota; no drivers',
    range: [0.1, 1],
  },
  peopleCpu: {
    title: 'People who operate a model on the CPUs of the application',
    value: 0.15,
    unit: 'people',
    kind: 'our-assumption',
    source: 'Judgement: a library and its weights',
    range: [0.05, 0.5],
  },
  fleetUnit: {
    title: 'Hardware cost at which operations take 1.4 times the people',
    value: 5000,
    unit: 'USD per month',
    kind: 'our-assumption',
    source:
      'Judgement: people grow with the square root of 1 plus the hardware divided by this',
    range: [2000, 20000],
  },
  gpuServerlessReserve: {
    title: 'Reserve of serverless GPUs where users wait',
    value: 0.2,
    unit: 'share',
    kind: 'our-assumption',
    source:
      'Judgement: spare containers, because another one starts in minutes',
    range: [0, 0.5],
  },
  gpuServerlessQuota: {
    title: 'Serverless GPUs that an account gets',
    value: 100,
    unit: 'USD per hour',
    kind: 'our-assumption',
    source:
      'Judgement: about 25 H100; quotas of platforms start at 3 to 30 GPUs',
    range: [10, 500],
  },
  gpuQuota: {
    title: 'Own GPUs that a cloud account gets',
    value: 1500,
    unit: 'USD per hour',
    kind: 'our-assumption',
    source: 'Judgement: about 400 H100, more only by a contract',
    range: [100, 10000],
  },
  cpuQuota: {
    title: 'Instances that a cloud account gets',
    value: 500,
    unit: 'USD per hour',
    kind: 'our-assumption',
    source: 'Judgement: about 350 instances',
    range: [100, 5000],
  },
  batchHours: {
    title: 'Minimum hours a day for a batch machine',
    value: 1,
    unit: 'hours',
    kind: 'our-assumption',
    source:
      'Judgement: one run a day with its start; clouds bill machines by the second',
    range: [0.2, 24],
  },
  hostedReservedFactor: {
    title: 'Price factor of reserved throughput over a rate limit',
    value: 1.3,
    unit: 'times',
    kind: 'our-assumption',
    source: 'Judgement: reserved units that are used at about three quarters',
    range: [0.8, 2],
  },
  hostedReservedRoom: {
    title: 'How far reserved throughput reaches beyond a rate limit',
    value: 20,
    unit: 'times',
    ...judgement,
    range: [5, 100],
  },
  labelTokens: {
    title: 'Output tokens of a short label',
    value: 30,
    unit: 'tokens',
    kind: 'our-assumption',
    source: 'Judgement: a class, a score or the first fields of a record',
    range: [5, 100],
  },
} as const satisfies Record<string, AssumptionRow>;
