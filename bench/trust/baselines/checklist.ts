import { PlainPattern } from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { QuestionPath } from '../../../plugins/paved-road-common/src/advisor/profile/questions';

/** The patterns that the article favours for an answer. */
export interface ChecklistRow {
  /** The question of the checklist; all of its rows share one vote. */
  question: string;
  path: QuestionPath;
  /** The answers meant: these ones, or numbers in a range with both ends. */
  when: { is: readonly (string | number)[] } | { from?: number; to?: number };
  /** The patterns that share the vote. */
  votes: readonly PlainPattern[];
}

const vote = (
  question: string,
  path: QuestionPath,
  when: ChecklistRow['when'],
  ...votes: PlainPattern[]
): ChecklistRow => ({ question, path, when, votes });

const smallTeam = 10;
const largeModelGb = 10;
const strongGrowth = 10;
const strongDataGrowth = 100;

/**
 * The checklist of the article, in its order. Answers that the article does not mention have no row: a missing need favours
 * no pattern. Where it gives no number ("small team"), the number is ours.
 */
export const checklist: readonly ChecklistRow[] = [
  // The matrix asks the least maturity of the monolith.
  vote('maturity', 'team.devopsMaturity', { to: 2 }, 'monolith'),
  // The matrix asks a medium maturity of functions, and a very high one of services.
  vote(
    'maturity',
    'team.devopsMaturity',
    { is: [3] },
    'monolith',
    'serverless',
  ),
  // Services need a mature DevOps culture, and here it is.
  vote('maturity', 'team.devopsMaturity', { from: 4 }, 'microservices'),
  // Orchestration is overkill for a monolith, and the provider’s task with functions.
  vote(
    'experience',
    'team.distributedExperience',
    { is: ['none'] },
    'monolith',
    'serverless',
  ),
  // The experience with orchestration that services ask for.
  vote(
    'experience',
    'team.distributedExperience',
    { is: ['production'] },
    'microservices',
  ),
  // A small team manages one code base and one pipeline.
  vote('team', 'team.teamSize', { to: smallTeam }, 'monolith'),
  // Large teams work on separate services.
  vote('team', 'team.teamSize', { from: smallTeam + 1 }, 'microservices'),
  // Nobody waits for the release of another team.
  vote('team', 'team.parallelTeams', { to: 1 }, 'monolith'),
  // Teams work autonomously on their services.
  vote('team', 'team.parallelTeams', { from: 2 }, 'microservices'),
  // The monolith is the shortest path to users.
  vote('driver', 'product.driver', { is: ['time-to-market'] }, 'monolith'),
  // Scaling challenges are the reason to evolve towards services.
  vote('driver', 'product.driver', { is: ['scale'] }, 'microservices'),
  // Functions are named for their cost efficiency.
  vote('driver', 'product.driver', { is: ['cost'] }, 'serverless'),
  // Finding the market fit needs rapid change of one simple thing.
  vote('roadmap', 'product.roadmap', { is: ['pivot-likely'] }, 'monolith'),
  // The two patterns with little to operate in the matrix.
  vote(
    'budget',
    'product.budgetFocus',
    { is: ['operations'] },
    'monolith',
    'serverless',
  ),
  // The price of a request is what functions surprise with; what is always on is cheaper.
  vote(
    'budget',
    'product.budgetFocus',
    { is: ['per-transaction'] },
    'monolith',
    'microservices',
  ),
  // Consistent traffic is cheaper on machines that are always on.
  vote(
    'traffic',
    'workload.traffic',
    { is: ['steady'] },
    'monolith',
    'microservices',
  ),
  // Functions excel at intermittent or unpredictable traffic.
  vote(
    'traffic',
    'workload.traffic',
    { is: ['spiky', 'sporadic'] },
    'serverless',
  ),
  // A cold start adds seconds while somebody waits.
  vote(
    'latency',
    'workload.latency',
    { is: ['realtime', 'interactive'] },
    'monolith',
    'microservices',
  ),
  // Asynchronous and periodic work is what functions are for.
  vote(
    'latency',
    'workload.latency',
    { is: ['near-real-time', 'batch'] },
    'serverless',
  ),
  // Very large models want a dedicated service that is always on.
  vote(
    'model size',
    'workload.modelSizeGb',
    { from: largeModelGb },
    'microservices',
  ),
  // Dedicated nodes per service are the most flexible hardware.
  vote(
    'hardware',
    'workload.accelerator',
    { is: ['gpu', 'tpu'] },
    'microservices',
  ),
  // All-or-nothing scaling is what a growing monolith fails at.
  vote('scale', 'growth.users', { from: strongGrowth }, 'microservices'),
  // The part that takes the growth scales alone.
  vote('scale', 'growth.data', { from: strongDataGrowth }, 'microservices'),
  // Services are ideal for complex systems of several models.
  vote('models', 'growth.models', { from: 2 }, 'microservices'),
  // New versions of a service or a function go out on their own.
  vote(
    'experimentation',
    'growth.experimentation',
    { from: 4 },
    'microservices',
    'serverless',
  ),
];

/** The article's advice by the way a model is called, which the checklist omits. */
export const invocationRows: readonly ChecklistRow[] = [
  // The monolith calls the model like a library.
  vote('invocation', 'workload.invocation', { is: ['in-app'] }, 'monolith'),
  // Services communicate over APIs.
  vote('invocation', 'workload.invocation', { is: ['api'] }, 'microservices'),
  // An event, such as a new file, starts a function.
  vote('invocation', 'workload.invocation', { is: ['event'] }, 'serverless'),
];
