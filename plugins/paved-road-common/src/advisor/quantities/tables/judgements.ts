import { AssumptionRow } from '../Assumption';

const judgement = {
  kind: 'our-assumption',
  source: 'Working assumption of the model',
} as const;

/** From when on a number counts: for the stage, for risks, against the team, and for a verdict. */
export const judgements = {
  engineerMonth: {
    title: 'What one engineer costs in a month, all included',
    value: 15900,
    unit: 'USD',
    kind: 'our-assumption',
    source:
      'Judgement: median wage of software developers in the United States of 135,980 a year (BLS, May 2025) x 1.4 / 12; the factor not verified',
    url: 'https://www.bls.gov/ooh/computer-and-information-technology/software-developers.htm',
    date: '2026-09',
    range: [12000, 25000],
  },
  materialShare: {
    title: 'Monthly difference that matters, against what the team costs',
    value: 0.005,
    unit: 'share',
    ...judgement,
    range: [0.002, 0.02],
  },
  typicalTeam: {
    title: 'People on the application where that is not known',
    value: 8,
    unit: 'people',
    ...judgement,
    range: [3, 15],
  },
  noticeableCost: {
    title: 'Monthly difference of costs that is worth a warning',
    value: 150,
    unit: 'USD',
    ...judgement,
    range: [50, 1000],
  },
  scaleUpModels: {
    title: 'Models from which a product is past its first version',
    value: 3,
    unit: 'models',
    ...judgement,
    range: [2, 5],
  },
  scaleUpTeams: {
    title: 'Parallel teams from which a product is past its first version',
    value: 2,
    unit: 'teams',
    ...judgement,
    range: [2, 4],
  },
  scaleUpGrowth: {
    title:
      'Growth of users from which a product that scales is past its first version',
    value: 5,
    unit: 'times',
    ...judgement,
    range: [3, 10],
  },
  enterpriseTeams: {
    title: 'Parallel teams from which governance decides the road',
    value: 8,
    unit: 'teams',
    ...judgement,
    range: [5, 15],
  },
  firstServiceModels: {
    title: 'Models up to which one extracted service is enough',
    value: 1,
    unit: 'models',
    ...judgement,
    range: [1, 3],
  },
  fleetModels: {
    title: 'Models from which services are a fleet',
    value: 10,
    unit: 'models',
    ...judgement,
    range: [5, 30],
  },
  peoplePerDeployable: {
    title: 'People who can run one deployable, on-call included',
    value: 1.5,
    unit: 'people',
    ...judgement,
    range: [0.5, 3],
  },
  quicksandModels: {
    title: 'Models in one release from which a monolith sinks in',
    value: 3,
    unit: 'models',
    ...judgement,
    range: [2, 6],
  },
  quicksandTeams: {
    title: 'Teams on one code base from which a monolith sinks in',
    value: 3,
    unit: 'teams',
    ...judgement,
    range: [2, 6],
  },
  quicksandGrowth: {
    title: 'Growth of users or data from which a monolith sinks in',
    value: 10,
    unit: 'times',
    ...judgement,
    range: [5, 20],
  },
  longInference: {
    title: 'Inference time that is long for a platform that bills by time',
    value: 1,
    unit: 's',
    ...judgement,
    range: [0.3, 5],
  },
  busyVolume: {
    title: 'Volume from which steady traffic keeps functions busy',
    value: 1e6,
    unit: 'requests per month',
    ...judgement,
    range: [2e5, 1e7],
  },
  surpriseRatio: {
    title:
      'Serverless cost over the cheapest always-on cost that is a large surprise',
    value: 1.5,
    unit: 'times',
    ...judgement,
    range: [1.2, 3],
  },
  chattyShare: {
    title: 'Share of the cost from which data transfer is material',
    value: 0.2,
    unit: 'share',
    ...judgement,
    range: [0.1, 0.4],
  },
  coldShareOfP99: {
    title: 'Requests that may meet a cold start before it decides the p99',
    value: 0.01,
    unit: 'share',
    kind: 'our-assumption',
    source: 'The 99th percentile leaves out one request in a hundred',
    range: [0.01, 0.01],
  },
  chanceScale: {
    title: 'Logits of a chance per weighted point that a pattern leads',
    value: 0.0192,
    unit: 'per point',
    kind: 'estimated',
    source: 'Estimated from published decisions by ./dev bench trust',
    date: '2026-11',
  },
  clearChance: {
    title: 'Chance from which a recommendation is clear',
    value: 0.8,
    unit: 'share',
    ...judgement,
    range: [0.7, 0.9],
  },
  openGain: {
    title:
      'Chance that open answers have to promise before more of them are asked for',
    value: 0.1,
    unit: 'share',
    ...judgement,
    range: [0.05, 0.2],
  },
} as const satisfies Record<string, AssumptionRow>;
