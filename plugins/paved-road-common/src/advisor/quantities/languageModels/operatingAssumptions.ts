import { AssumptionRow, assumed, judged } from '../Assumption';

/** Costs and limits of a placement other than tokens and machines: people, reserve and quota. */
export const operatingAssumptions = {
  peopleHosted: {
    title: 'People who look after a hosted API',
    ...assumed(0.05, 'people'),
    source: 'Judgement: keys, budgets, limits and a new model version a year',
    range: [0.02, 0.2],
  },
  peopleOwnGpu: {
    title: 'People who operate the first own GPUs',
    ...assumed(0.5, 'people'),
    source:
      'Judgement: engine, drivers, capacity and a share of an on-call rota; a team of maturity 3',
    range: [0.2, 2],
  },
  peopleServerlessGpu: {
    title: 'People who operate a first model on serverless GPUs',
    ...assumed(0.3, 'people'),
    source: 'Judgement: image, engine, cold starts and quota; no drivers',
    range: [0.1, 1],
  },
  peopleCpu: {
    title: 'People who operate a model on the CPUs of the application',
    ...assumed(0.15, 'people'),
    source: 'Judgement: a library and its weights',
    range: [0.05, 0.5],
  },
  fleetUnit: {
    title: 'Hardware cost at which operations take 1.4 times the people',
    ...assumed(5000, 'USD per month'),
    source:
      'Judgement: people grow with the square root of 1 plus the hardware divided by this',
    range: [2000, 20000],
  },
  gpuServerlessReserve: {
    title: 'Reserve of serverless GPUs where users wait',
    ...assumed(0.2, 'share'),
    source:
      'Judgement: spare containers, because another one starts in minutes',
    range: [0, 0.5],
  },
  gpuServerlessQuota: {
    title: 'Serverless GPUs that an account gets',
    ...assumed(100, 'USD per hour'),
    source:
      'Judgement: about 25 H100; quotas of platforms start at 3 to 30 GPUs',
    range: [10, 500],
  },
  gpuQuota: {
    title: 'Own GPUs that a cloud account gets',
    ...assumed(1500, 'USD per hour'),
    source: 'Judgement: about 400 H100, more only by a contract',
    range: [100, 10000],
  },
  cpuQuota: {
    title: 'Instances that a cloud account gets',
    ...assumed(500, 'USD per hour'),
    source: 'Judgement: about 350 instances',
    range: [100, 5000],
  },
  batchHours: {
    title: 'Minimum hours a day for a batch machine',
    ...assumed(1, 'hours'),
    source:
      'Judgement: one run a day with its start; clouds bill machines by the second',
    range: [0.2, 24],
  },
  hostedReservedFactor: {
    title: 'Price factor of reserved throughput over a rate limit',
    ...assumed(1.3, 'times'),
    source: 'Judgement: reserved units that are used at about three quarters',
    range: [0.8, 2],
  },
  hostedReservedRoom: {
    title: 'How far reserved throughput reaches beyond a rate limit',
    ...judged(20, 'times', 5, 100),
  },
  labelTokens: {
    title: 'Output tokens of a short label',
    ...assumed(30, 'tokens'),
    source: 'Judgement: a class, a score or the first fields of a record',
    range: [5, 100],
  },
} as const satisfies Record<string, AssumptionRow>;
