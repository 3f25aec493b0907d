import { languageModelQuestions } from './languageModelQuestions';
import { Profile } from './profile';
import {
  choice,
  inSteps,
  number,
  scale,
  Question,
  QuestionPath,
} from './question';
import { workloadQuestions } from './workloadQuestions';

export {
  type AnswerKind,
  type AnswerOption,
  type Question,
  type QuestionPath,
  type QuestionStep,
  questionSteps,
} from './question';

/** The questions, in the order of the form. Every answer may stay open. @public */
export const questions: readonly Question[] = inSteps([
  {
    path: 'team.devopsMaturity',
    title: 'DevOps and MLOps maturity',
    help: 'How the team releases and runs software today.',
    answer: scale(
      'Manual releases',
      'Some pipelines',
      'Continuous integration and deployment',
      'Infrastructure as code, observability',
      'All of it is a habit, on-call included',
    ),
  },
  {
    path: 'team.distributedExperience',
    title: 'Experience with distributed systems',
    help: 'Container orchestration, service-to-service calls, partial failure.',
    answer: choice({
      none: 'None',
      some: 'Some, not in production',
      production: 'Runs them in production',
    }),
  },
  {
    path: 'team.teamSize',
    title: 'People on the application',
    help: 'Everybody who builds and runs it.',
    answer: number('people', {
      min: 1,
      max: 1_000_000,
      usual: [1, 500],
      step: 1,
      integer: true,
    }),
  },
  {
    path: 'team.parallelTeams',
    title: 'Teams that work in parallel',
    help: 'Sub-teams that want to release independently.',
    answer: number('teams', {
      min: 1,
      max: 1_000_000,
      usual: [1, 20],
      step: 1,
      integer: true,
    }),
  },
  {
    path: 'product.driver',
    title: 'Primary business driver',
    help: 'What matters most right now.',
    answer: choice({
      'time-to-market': 'Time to market',
      scale: 'Scale of a core product',
      cost: 'Cost of an existing feature',
    }),
  },
  {
    path: 'product.roadmap',
    title: 'Roadmap for the next 6 to 12 months',
    help: 'How likely the product is to change direction.',
    answer: choice({
      stable: 'Stable',
      evolving: 'Evolving',
      'pivot-likely': 'A pivot is likely',
    }),
  },
  {
    path: 'product.budgetFocus',
    title: 'What the budget is sensitive to',
    help: 'The effort of operating it, or the price per request.',
    answer: choice({
      operations: 'Operations: keep the work low',
      balanced: 'Balanced',
      'per-transaction': 'Price per request',
    }),
  },
  ...workloadQuestions,
  ...languageModelQuestions,
  {
    path: 'growth.users',
    title: 'Growth of users in 12 to 24 months',
    help: '1 is no growth, 10 is ten times as many.',
    answer: number('times', {
      min: 1,
      max: 1_000_000,
      usual: [1, 100],
      step: 0.5,
    }),
  },
  {
    path: 'growth.data',
    title: 'Growth of data in 12 to 24 months',
    help: '1 is no growth, 10 is ten times as much.',
    answer: number('times', {
      min: 1,
      max: 1_000_000,
      usual: [1, 1000],
      step: 0.5,
    }),
  },
  {
    path: 'growth.models',
    title: 'Distinct models in future',
    help: 'Models that serve users, not versions of one model.',
    answer: number('models', {
      min: 1,
      max: 1_000_000,
      usual: [1, 50],
      step: 1,
      integer: true,
    }),
  },
  {
    path: 'growth.experimentation',
    title: 'Need to try model versions independently',
    help: 'How often new models or versions are tried on real traffic.',
    answer: scale(
      'Hardly ever',
      'A few times a year',
      'Every month',
      'Every week',
      'All the time',
    ),
  },
]);

/** Questions about running a model in the application. */
const runningPaths: readonly QuestionPath[] = [
  'workload.inferenceMs',
  'workload.modelSizeGb',
  'workload.memoryGb',
];

/** The placement of a language model is the answer to it. */
const hardwarePath: QuestionPath = 'workload.accelerator';

/**
 * Whether a question applies, see {@link filterAskedQuestions}. An answer to another question changes nothing.
 *
 * @param runsModel - whether the application may run its language model, see `mayRunModel`
 */
export function isAsked(
  {
    path,
    step,
    forPlacement,
  }: Pick<Question, 'path' | 'step' | 'forPlacement'>,
  { llm }: { llm?: unknown },
  runsModel: boolean = true,
): boolean {
  if (!llm) {
    return step !== 'llm';
  }
  return (
    forPlacement === true ||
    (path !== hardwarePath && (runsModel || !runningPaths.includes(path)))
  );
}

/**
 * The questions that apply: about a language model only with `llm`, and about running one only where the application
 * does. Elsewhere, a provider or a model server meets the needs of the model.
 *
 * @param runsModel - whether the application may run its language model, see {@link mayRunModel}; true by default
 * @public
 */
export const filterAskedQuestions = (
  all: readonly Question[],
  profile: { llm?: unknown },
  runsModel?: boolean,
): Question[] => all.filter(question => isAsked(question, profile, runsModel));

/** The profile without the answers that change nothing where its language model runs. */
export function withoutUnusedAnswers(
  all: readonly Question[],
  profile: Profile,
  runsModel: boolean,
): Profile {
  return all
    .filter(question => !isAsked(question, profile, runsModel))
    .reduce(
      (used, { path }) =>
        getAnswer(used, path) === undefined
          ? used
          : withAnswer(used, path, undefined),
      profile,
    );
}

/** The answer at a path, with yes as `true` and no as `false`; undefined if unknown. @public */
export function getAnswer(
  profile: Profile,
  path: QuestionPath,
): string | number | undefined {
  const [group, field] = partsOfPath(path);
  const answer = (
    profile[group] as
      Record<string, string | number | boolean | undefined> | undefined
  )?.[field];
  return typeof answer === 'boolean' ? String(answer) : answer;
}

/** Whether a question has no answer yet. */
export const isOpen = (profile: Profile, path: QuestionPath): boolean =>
  getAnswer(profile, path) === undefined;

/**
 * The value that a profile has for an answer: yes and no are booleans. Other answers stay, even wrong ones, which the
 * schema of the profile refuses.
 *
 * @public
 */
export const toProfileValue = <A extends string | number | undefined>(
  path: QuestionPath,
  answer: A,
): A | boolean =>
  path === 'llm.offline' && (answer === 'true' || answer === 'false')
    ? answer === 'true'
    : answer;

/** The profile with another answer; undefined opens it. @public */
export function withAnswer(
  profile: Profile,
  path: QuestionPath,
  answer: string | number | undefined,
): Profile {
  const [group, field] = partsOfPath(path);
  return {
    ...profile,
    [group]: { ...profile[group], [field]: toProfileValue(path, answer) },
  };
}

export function withAnswers(
  profile: Profile,
  answers: readonly (readonly [QuestionPath, string | number])[],
): Profile {
  const groups = new Map<string, Record<string, unknown>>();
  for (const [path, answer] of answers) {
    const [group, field] = partsOfPath(path);
    const known = groups.get(group) ?? { ...profile[group] };
    known[field] = toProfileValue(path, answer);
    groups.set(group, known);
  }
  return { ...profile, ...Object.fromEntries(groups) };
}

const knownParts = new Map<QuestionPath, [keyof Profile, string]>();

/** Cached for the built-in questions, because one result looks up thousands of answers. */
function partsOfPath(path: QuestionPath): [keyof Profile, string] {
  return knownParts.get(path) ?? (path.split('.') as [keyof Profile, string]);
}

for (const { path } of questions) {
  knownParts.set(path, partsOfPath(path));
}
