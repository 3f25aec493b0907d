import { PlainPattern } from '../../../plugins/paved-road-common/src/advisor/patterns';
import { QuestionPath } from '../../../plugins/paved-road-common/src/advisor/questions';

/** The patterns that the article favours for an answer, and why. */
export interface ChecklistRow {
  /** The question of the checklist; all of its rows share one vote. */
  question: string;
  path: QuestionPath;
  /** The answers meant: these ones, or numbers in a range with both ends. */
  when: { is: readonly (string | number)[] } | { from?: number; to?: number };
  /** The patterns that share the vote. */
  votes: readonly PlainPattern[];
  reason: string;
}

const smallTeam = 10;
const largeModelGb = 10;
const strongGrowth = 10;
const strongDataGrowth = 100;

/**
 * The checklist of the article, in its order. Answers that the article does not mention have no row: a missing need favours
 * no pattern. Where it gives no number ("small team"), the number is ours.
 */
export const checklist: readonly ChecklistRow[] = [
  {
    question: 'maturity',
    path: 'team.devopsMaturity',
    when: { to: 2 },
    votes: ['monolith'],
    reason: 'The matrix asks the least maturity of the monolith.',
  },
  {
    question: 'maturity',
    path: 'team.devopsMaturity',
    when: { is: [3] },
    votes: ['monolith', 'serverless'],
    reason:
      'The matrix asks a medium maturity of functions, and a very high one of services.',
  },
  {
    question: 'maturity',
    path: 'team.devopsMaturity',
    when: { from: 4 },
    votes: ['microservices'],
    reason: 'Services need a mature DevOps culture, and here it is.',
  },
  {
    question: 'experience',
    path: 'team.distributedExperience',
    when: { is: ['none'] },
    votes: ['monolith', 'serverless'],
    reason:
      'Orchestration is overkill for a monolith, and the provider’s task with functions.',
  },
  {
    question: 'experience',
    path: 'team.distributedExperience',
    when: { is: ['production'] },
    votes: ['microservices'],
    reason: 'The experience with orchestration that services ask for.',
  },
  {
    question: 'team',
    path: 'team.teamSize',
    when: { to: smallTeam },
    votes: ['monolith'],
    reason: 'A small team manages one code base and one pipeline.',
  },
  {
    question: 'team',
    path: 'team.teamSize',
    when: { from: smallTeam + 1 },
    votes: ['microservices'],
    reason: 'Large teams work on separate services.',
  },
  {
    question: 'team',
    path: 'team.parallelTeams',
    when: { to: 1 },
    votes: ['monolith'],
    reason: 'Nobody waits for the release of another team.',
  },
  {
    question: 'team',
    path: 'team.parallelTeams',
    when: { from: 2 },
    votes: ['microservices'],
    reason: 'Teams work autonomously on their services.',
  },
  {
    question: 'driver',
    path: 'product.driver',
    when: { is: ['time-to-market'] },
    votes: ['monolith'],
    reason: 'The monolith is the shortest path to users.',
  },
  {
    question: 'driver',
    path: 'product.driver',
    when: { is: ['scale'] },
    votes: ['microservices'],
    reason: 'Scaling challenges are the reason to evolve towards services.',
  },
  {
    question: 'driver',
    path: 'product.driver',
    when: { is: ['cost'] },
    votes: ['serverless'],
    reason: 'Functions are named for their cost efficiency.',
  },
  {
    question: 'roadmap',
    path: 'product.roadmap',
    when: { is: ['pivot-likely'] },
    votes: ['monolith'],
    reason: 'Finding the market fit needs rapid change of one simple thing.',
  },
  {
    question: 'budget',
    path: 'product.budgetFocus',
    when: { is: ['operations'] },
    votes: ['monolith', 'serverless'],
    reason: 'The two patterns with little to operate in the matrix.',
  },
  {
    question: 'budget',
    path: 'product.budgetFocus',
    when: { is: ['per-transaction'] },
    votes: ['monolith', 'microservices'],
    reason:
      'The price of a request is what functions surprise with; what is always on is cheaper.',
  },
  {
    question: 'traffic',
    path: 'workload.traffic',
    when: { is: ['steady'] },
    votes: ['monolith', 'microservices'],
    reason: 'Consistent traffic is cheaper on machines that are always on.',
  },
  {
    question: 'traffic',
    path: 'workload.traffic',
    when: { is: ['spiky', 'sporadic'] },
    votes: ['serverless'],
    reason: 'Functions excel at intermittent or unpredictable traffic.',
  },
  {
    question: 'latency',
    path: 'workload.latency',
    when: { is: ['realtime', 'interactive'] },
    votes: ['monolith', 'microservices'],
    reason: 'A cold start adds seconds while somebody waits.',
  },
  {
    question: 'latency',
    path: 'workload.latency',
    when: { is: ['near-real-time', 'batch'] },
    votes: ['serverless'],
    reason: 'Asynchronous and periodic work is what functions are for.',
  },
  {
    question: 'model size',
    path: 'workload.modelSizeGb',
    when: { from: largeModelGb },
    votes: ['microservices'],
    reason: 'Very large models want a dedicated service that is always on.',
  },
  {
    question: 'hardware',
    path: 'workload.accelerator',
    when: { is: ['gpu', 'tpu'] },
    votes: ['microservices'],
    reason: 'Dedicated nodes per service are the most flexible hardware.',
  },
  {
    question: 'scale',
    path: 'growth.users',
    when: { from: strongGrowth },
    votes: ['microservices'],
    reason: 'All-or-nothing scaling is what a growing monolith fails at.',
  },
  {
    question: 'scale',
    path: 'growth.data',
    when: { from: strongDataGrowth },
    votes: ['microservices'],
    reason: 'The part that takes the growth scales alone.',
  },
  {
    question: 'models',
    path: 'growth.models',
    when: { from: 2 },
    votes: ['microservices'],
    reason: 'Services are ideal for complex systems of several models.',
  },
  {
    question: 'experimentation',
    path: 'growth.experimentation',
    when: { from: 4 },
    votes: ['microservices', 'serverless'],
    reason: 'New versions of a service or a function go out on their own.',
  },
];

/** The article's advice by the way a model is called, which the checklist omits. */
export const invocationRows: readonly ChecklistRow[] = [
  {
    question: 'invocation',
    path: 'workload.invocation',
    when: { is: ['in-app'] },
    votes: ['monolith'],
    reason: 'The monolith calls the model like a library.',
  },
  {
    question: 'invocation',
    path: 'workload.invocation',
    when: { is: ['api'] },
    votes: ['microservices'],
    reason: 'Services communicate over APIs.',
  },
  {
    question: 'invocation',
    path: 'workload.invocation',
    when: { is: ['event'] },
    votes: ['serverless'],
    reason: 'An event, such as a new file, starts a function.',
  },
];
