import { Profile } from './profile';
import { Question, QuestionPath } from './questions';

/**
 * The prior of an open answer: shares of the choices, or a range that contains four of five numbers, symmetric
 * on a logarithmic scale.
 */
export type Prior =
  | { shares: Readonly<Record<string, number>> }
  | { usual: readonly [low: number, high: number] };

/**
 * Stated priors, not fitted to any case: typical teams of a portal. Without a stated prior, all choices are
 * equally likely, and numbers lie in the usual range of their question.
 */
const priors: Partial<Record<QuestionPath, Prior>> = {
  'team.devopsMaturity': {
    shares: { 1: 0.05, 2: 0.2, 3: 0.35, 4: 0.3, 5: 0.1 },
  },
  'team.distributedExperience': {
    shares: { none: 0.2, some: 0.45, production: 0.35 },
  },
  'team.teamSize': { usual: [3, 60] },
  'team.parallelTeams': { usual: [1, 8] },
  'product.roadmap': {
    shares: { stable: 0.3, evolving: 0.5, 'pivot-likely': 0.2 },
  },
  'workload.requestsPerMonth': { usual: [1e5, 1e9] },
  'workload.latency': {
    shares: {
      realtime: 0.15,
      interactive: 0.4,
      'near-real-time': 0.2,
      batch: 0.25,
    },
  },
  'workload.inferenceMs': { usual: [10, 2000] },
  'workload.modelSizeGb': { usual: [0.01, 4] },
  'workload.memoryGb': { usual: [0.5, 8] },
  'workload.accelerator': { shares: { none: 0.85, gpu: 0.14, tpu: 0.01 } },
  'workload.state': {
    shares: { stateless: 0.85, session: 0.1, streaming: 0.05 },
  },
  'workload.dataPerRequestMb': { usual: [0.005, 2] },
  'workload.backgroundWork': {
    shares: { none: 0.35, some: 0.4, substantial: 0.25 },
  },
  'llm.use': {
    shares: {
      chat: 0.3,
      rag: 0.3,
      extraction: 0.15,
      summarise: 0.1,
      code: 0.05,
      agent: 0.1,
    },
  },
  'llm.inputTokens': { usual: [400, 12_000] },
  'llm.outputTokens': { usual: [30, 800] },
  'llm.quality': { shares: { small: 0.3, mid: 0.45, frontier: 0.25 } },
  'llm.residency': {
    shares: { none: 0.4, region: 0.2, contract: 0.25, 'own-perimeter': 0.15 },
  },
  'llm.callsPerTask': { usual: [1, 8] },
  'llm.reusedPrefix': { usual: [0.05, 0.8] },
  'llm.switching': { shares: { none: 0.4, some: 0.4, often: 0.2 } },
  'llm.offline': { shares: { false: 0.97, true: 0.03 } },
  'growth.users': { usual: [1, 10] },
  'growth.data': { usual: [1, 10] },
  'growth.models': { usual: [1, 10] },
};

/** Differences with a language model: fewer requests, and streamed responses. */
const withLanguageModel: Partial<Record<QuestionPath, Prior>> = {
  'workload.requestsPerMonth': { usual: [3e3, 1e7] },
  'workload.latency': {
    shares: {
      realtime: 0.05,
      interactive: 0.15,
      'first-token': 0.45,
      'near-real-time': 0.15,
      batch: 0.2,
    },
  },
};

/** Small models get good by tuning; the best ones are bought. */
const ownModelShares: Readonly<Record<string, Prior>> = {
  small: { shares: { none: 0.45, tuned: 0.4, own: 0.15 } },
  mid: { shares: { none: 0.8, tuned: 0.15, own: 0.05 } },
  frontier: { shares: { none: 0.95, tuned: 0.04, own: 0.01 } },
  open: { shares: { none: 0.7, tuned: 0.22, own: 0.08 } },
};

const ownModelPrior = (llm: Profile['llm']): Prior =>
  ownModelShares[llm?.quality ?? 'open'];

/** The possible values of an open answer. */
export function getPrior(
  { path, answer }: Question,
  { llm }: Pick<Profile, 'llm'> = {},
): Prior {
  const stated =
    path === 'llm.ownModel'
      ? ownModelPrior(llm)
      : ((llm && withLanguageModel[path]) ?? priors[path]);
  if (stated) {
    return stated;
  }
  switch (answer.kind) {
    case 'choice':
      return alike(answer.options.map(({ value }) => value));
    case 'scale':
      return alike(answer.labels.map((_, index) => String(index + 1)));
    default:
      return { usual: answer.usual };
  }
}

function alike(values: readonly string[]): Prior {
  return {
    shares: Object.fromEntries(values.map(value => [value, 1 / values.length])),
  };
}

/** The expected value of a function of an open answer; for numbers, its value at the median. */
export function expectedAnswer(
  question: Question,
  profile: Pick<Profile, 'llm'>,
  of: (answer: string | number) => number | undefined,
): number {
  const prior = getPrior(question, profile);
  if ('usual' in prior) {
    return of(answerAt(question, 0.5, profile)) ?? 0;
  }
  return Object.entries(prior.shares).reduce(
    (sum, [answer, share]) =>
      sum +
      share *
        (of(question.answer.kind === 'choice' ? answer : Number(answer)) ?? 0),
    0,
  );
}

/** The 90% quantile of the standard normal distribution, which bounds the middle 80%. */
const tenthInDeviations = 1.2815515655446004;

/**
 * The answer at a quantile of the prior of a question.
 *
 * @param quantile - above 0 and below 1
 */
export function answerAt(
  question: Question,
  quantile: number,
  profile: Pick<Profile, 'llm'> = {},
): string | number {
  const { answer } = question;
  const prior = getPrior(question, profile);
  if ('shares' in prior) {
    const values = Object.entries(prior.shares);
    let left = quantile;
    const found =
      values.find(([, share]) => {
        left -= share;
        return left < 0;
      }) ?? values[values.length - 1];
    return answer.kind === 'choice' ? found[0] : Number(found[0]);
  }
  const { usual } = prior;
  const least = Math.max(usual[0], usual[1] * 1e-6);
  const middle = Math.log(least * usual[1]) / 2;
  const deviation = Math.log(usual[1] / least) / (2 * tenthInDeviations);
  const drawn = Math.exp(middle + deviation * logisticDeviation(quantile));
  if (answer.kind !== 'number') {
    return drawn;
  }
  const bounded = Math.min(answer.max, Math.max(answer.min, drawn));
  return answer.integer ? Math.round(bounded) : bounded;
}

/** Standard deviations of a quantile, by the logistic distribution scaled to the same 10% and 90% quantiles. */
function logisticDeviation(quantile: number): number {
  return (
    (Math.log(quantile / (1 - quantile)) / Math.log(9)) * tenthInDeviations
  );
}
