import {
  Profile,
  profileSchema,
} from '../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  AnswerKind,
  Question,
  withAnswer,
} from '../../plugins/paved-road-common/src/advisor/profile/questions';
import { applicationQuestions } from './applicationQuestions';
import { QuickAdvice } from './quickAdvice';
import { randomFrom } from './random';

export interface NamedProfile {
  name: string;
  profile: Profile;
}

/** Any number; another one gives other profiles. */
const seed = 20_261_201;

export const generatedCount = 10_000;

/** All answers are equally likely; numbers are log-uniform over their usual range. */
function randomAnswer(answer: AnswerKind, next: () => number) {
  if (answer.kind === 'choice') {
    return answer.options[Math.floor(next() * answer.options.length)].value;
  }
  if (answer.kind === 'scale') {
    return answer.min + Math.floor(next() * (answer.max - answer.min + 1));
  }
  const [least, most] = answer.usual.map(Math.log);
  const value = Math.exp(least + next() * (most - least));
  // People write three digits, and the last bits of a logarithm depend on the runtime.
  return answer.integer ? Math.round(value) : Number(value.toPrecision(3));
}

function randomProfile(
  asked: readonly Question[],
  next: () => number,
): Profile {
  const profile = asked.reduce<Profile>(
    (found, { path, answer }) =>
      withAnswer(found, path, randomAnswer(answer, next)),
    {},
  );
  return profileSchema.parse(profile);
}

/** Random complete profiles. The answers are independent, so many profiles are odd. */
export function generatedProfiles(
  count = generatedCount,
  asked = applicationQuestions,
): NamedProfile[] {
  const next = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => ({
    name: `generated ${index + 1}`,
    profile: randomProfile(asked, next),
  }));
}

/** A part of the profiles for which a rule of thumb exists. */
export interface Slice {
  id: string;
  title: string;
  includes(profile: Profile, advice: QuickAdvice): boolean;
}

const isInAppAndSteady = ({ workload }: Profile) =>
  workload?.invocation === 'in-app' && workload.traffic === 'steady';

/** Most generated workloads exceed the limits of functions, which would hide the results for the rest. */
const runsAsFunction = ({ patterns }: QuickAdvice) =>
  patterns.serverless.eligible;

export const slices: readonly Slice[] = [
  { id: 'all', title: 'All', includes: () => true },
  {
    id: 'function',
    title: 'Within the limits of functions',
    includes: (_, advice) => runsAsFunction(advice),
  },
  {
    id: 'in-app-steady',
    title: 'Called in the application, steady',
    includes: isInAppAndSteady,
  },
  {
    id: 'in-app-steady-function',
    title: 'The same, within the limits of functions',
    includes: (profile, advice) =>
      isInAppAndSteady(profile) && runsAsFunction(advice),
  },
  {
    id: 'event-sporadic',
    title: 'Started by events, sporadic',
    includes: ({ workload }) =>
      workload?.invocation === 'event' && workload.traffic === 'sporadic',
  },
  {
    id: 'many-teams',
    title: 'Eight teams or more',
    includes: ({ team }) => (team?.parallelTeams ?? 0) >= 8,
  },
  {
    id: 'gpu',
    title: 'GPU',
    includes: ({ workload }) => workload?.accelerator === 'gpu',
  },
];
