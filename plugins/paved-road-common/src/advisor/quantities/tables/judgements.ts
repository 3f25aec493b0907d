import { AssumptionRow, assumed, estimated, judged } from '../Assumption';

/** From when on a number counts: for the stage, for risks, against the team, and for a verdict. */
export const judgements = {
  engineerMonth: {
    title: 'Monthly cost of an engineer, fully loaded',
    ...assumed(15900, 'USD'),
    source:
      'Judgement: median wage of software developers in the United States of 135,980 a year (BLS, May 2025) x 1.4 / 12; the factor not verified',
    url: 'https://www.bls.gov/ooh/computer-and-information-technology/software-developers.htm',
    date: '2026-09',
    range: [12000, 25000],
  },
  materialShare: {
    title: 'Material monthly difference, relative to the cost of the team',
    ...judged(0.005, 'share', 0.002, 0.02),
  },
  typicalTeam: {
    title: 'People on the application, if unknown',
    ...judged(8, 'people', 3, 15),
  },
  noticeableCost: {
    title: 'Monthly cost difference that is worth a warning',
    ...judged(150, 'USD', 50, 1000),
  },
  scaleUpModels: {
    title: 'Models from which a product is past its first version',
    ...judged(3, 'models', 2, 5),
  },
  scaleUpTeams: {
    title: 'Parallel teams from which a product is past its first version',
    ...judged(2, 'teams', 2, 4),
  },
  scaleUpGrowth: {
    title:
      'Growth of users from which a product that scales is past its first version',
    ...judged(5, 'times', 3, 10),
  },
  enterpriseTeams: {
    title: 'Parallel teams from which a product counts as enterprise',
    ...judged(8, 'teams', 5, 15),
  },
  firstServiceModels: {
    title: 'Models up to which one extracted service is enough',
    ...judged(1, 'models', 1, 3),
  },
  fleetModels: {
    title: 'Models from which services count as a fleet',
    ...judged(10, 'models', 5, 30),
  },
  peoplePerDeployable: {
    title: 'People who can run one deployable, on-call included',
    ...judged(1.5, 'people', 0.5, 3),
  },
  quicksandModels: {
    title: 'Models in one release that are too many for a monolith',
    ...judged(3, 'models', 2, 6),
  },
  quicksandTeams: {
    title: 'Teams on one codebase that are too many for a monolith',
    ...judged(3, 'teams', 2, 6),
  },
  quicksandGrowth: {
    title: 'Growth of users or data that is too much for a monolith',
    ...judged(10, 'times', 5, 20),
  },
  longInference: {
    title: 'Inference time that is long for a platform that bills by time',
    ...judged(1, 's', 0.3, 5),
  },
  busyVolume: {
    title: 'Volume from which steady traffic keeps functions busy',
    ...judged(1e6, 'requests per month', 2e5, 1e7),
  },
  surpriseRatio: {
    title:
      'Ratio of serverless to the cheapest always-on cost that is a large surprise',
    ...judged(1.5, 'times', 1.2, 3),
  },
  chattyShare: {
    title: 'Share of the cost from which data transfer is material',
    ...judged(0.2, 'share', 0.1, 0.4),
  },
  coldShareOfP99: {
    title: 'Share of cold starts from which they determine the p99',
    ...assumed(0.01, 'share'),
    source: 'The 99th percentile leaves out one request in a hundred',
    range: [0.01, 0.01],
  },
  chanceScale: {
    title: 'Logits of the chance per weighted point of lead, patterns',
    ...estimated(0.0156, 'per point'),
    source: 'Estimated from published decisions by ./dev bench trust',
    date: '2026-11',
  },
  clearChance: {
    title: 'Chance from which a recommendation is clear',
    ...judged(0.8, 'share', 0.7, 0.9),
  },
  openGain: {
    title: 'Gain in chance from which more answers are requested',
    ...judged(0.1, 'share', 0.05, 0.2),
  },
} as const satisfies Record<string, AssumptionRow>;
