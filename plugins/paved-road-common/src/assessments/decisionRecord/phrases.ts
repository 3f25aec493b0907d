import { DecisionModel } from '../../advisor/options/DecisionModel';
import { Profile } from '../../advisor/profile/profile';
import {
  formatCount,
  formatSeconds,
  formatShare,
} from '../../advisor/quantities/format';
import {
  getAnswer,
  Question,
  QuestionPath,
  QuestionStep,
  questionSteps,
} from '../../advisor/profile/questions';
import { answerText } from './texts';

type Phrase =
  Readonly<Record<string, string>> | ((answer: number) => string | undefined);

const times = (what: string) => (factor: number) =>
  `${formatCount(factor)} times the ${what} in 12 to 24 months`;

const counted =
  (one: string, many = `${one}s`) =>
  (count: number) =>
    `${formatCount(count)} ${count === 1 ? one : many}`;

/** Answers that are clear without their question, as parts of a sentence. */
const phrases: Partial<Record<QuestionPath, Phrase>> = {
  'team.devopsMaturity': answer => `DevOps maturity ${answer} of 5`,
  'team.distributedExperience': {
    none: 'no experience with distributed systems',
    some: 'some experience with distributed systems',
    production: 'runs distributed systems',
  },
  'team.teamSize': counted('person', 'people'),
  'team.parallelTeams': counted('team', 'teams in parallel'),
  'product.driver': {
    'time-to-market': 'time to market counts most',
    scale: 'scale counts most',
    cost: 'cost counts most',
  },
  'product.roadmap': {
    stable: 'the roadmap is stable',
    evolving: 'the roadmap evolves',
    'pivot-likely': 'a pivot is likely',
  },
  'product.budgetFocus': {
    operations: 'the budget has little room for operations',
    balanced: 'the budget is balanced',
    'per-transaction': 'the budget looks at the price per request',
  },
  'workload.traffic': {
    steady: 'steady traffic',
    spiky: 'spiky traffic',
    sporadic: 'low and infrequent traffic',
  },
  'workload.requestsPerMonth': answer =>
    `${formatCount(answer)} requests a month`,
  'workload.latency': {
    realtime: 'answers in real time (under 100 ms)',
    interactive: 'interactive answers (under 1 s)',
    'first-token': 'the first token within 2 s',
    'near-real-time': 'answers within 1 min',
    batch: 'nobody waits for answers',
  },
  'workload.inferenceMs': answer =>
    `an inference takes ${formatSeconds(answer / 1000)}`,
  'workload.modelSizeGb': answer => `a model of ${formatCount(answer)} GB`,
  'workload.memoryGb': answer =>
    `instances need ${formatCount(answer)} GB of memory`,
  'workload.accelerator': {
    none: 'no special hardware',
    gpu: 'needs a GPU',
    tpu: 'needs a TPU',
  },
  'workload.invocation': {
    'in-app': 'called from inside the application',
    api: 'called over an API by several callers',
    event: 'called by events',
  },
  'workload.state': {
    stateless: 'no state between requests',
    session: 'sessions or hot data in memory',
    streaming: 'open connections or streams',
  },
  'workload.dataPerRequestMb': answer =>
    `${formatCount(answer)} MB move between stages per request`,
  'workload.backgroundWork': {
    none: 'no event-driven side work',
    some: 'some event-driven side work',
    substantial: 'substantial event-driven side work',
  },
  'llm.use': {
    chat: 'chat',
    rag: 'answers from retrieved documents',
    extraction: 'extraction or classification',
    summarise: 'summaries',
    code: 'code',
    agent: 'an agent that calls tools',
  },
  'llm.inputTokens': answer => `${formatCount(answer)} input tokens a call`,
  'llm.outputTokens': answer => `${formatCount(answer)} output tokens a call`,
  'llm.quality': {
    small: 'a small model is enough',
    mid: 'needs a mid-size model',
    frontier: 'needs the best model',
  },
  'llm.residency': {
    none: 'data may go anywhere',
    region: 'data stays in a region',
    'own-perimeter': 'data stays in the own perimeter',
  },
  'llm.callsPerTask': counted('model call a request', 'model calls a request'),
  'llm.reusedPrefix': answer =>
    `${formatShare(answer)} of the input is a repeated prefix`,
  'growth.users': times('users'),
  'growth.data': times('data'),
  'growth.models': counted('model'),
  'growth.experimentation': answer => `wants to experiment, ${answer} of 5`,
};

function formatAnswer(question: Question, answer: string | number): string {
  const phrase = phrases[question.path];
  const text =
    typeof phrase === 'function'
      ? phrase(Number(answer))
      : phrase?.[String(answer)];
  return text ?? `${question.title}: ${answerText(question, answer)}`;
}

const stepTitles: Record<QuestionStep, string> = {
  team: 'Team',
  product: 'Product',
  workload: 'Workload',
  llm: 'Language model',
  growth: 'Growth',
};

/** One sentence per step of the form, such as "Team: 4 people, 1 team." */
export function answersInSentences(
  paths: ReadonlySet<string>,
  profile: Profile,
  { questions }: DecisionModel,
): string[] {
  return questionSteps.flatMap(step => {
    const known = questions
      .filter(question => question.step === step && paths.has(question.path))
      .flatMap(question => {
        const answer = getAnswer(profile, question.path);
        return answer === undefined ? [] : [formatAnswer(question, answer)];
      });
    return known.length === 0
      ? []
      : [`${stepTitles[step]}: ${known.join(', ')}.`];
  });
}
