import { Question } from '../../../plugins/paved-road-common/src/advisor/profile/question';
import { questions } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  estimateTokenLoad,
  tokensPerMonth,
} from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/TokenLoad';
import { AssumptionSet } from '../../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';

/** Requests a month of what calls a language model; beyond, hardly any provider or fleet serves it. */
const usualRequests: readonly [number, number] = [300, 100_000_000];

/** What is asked where a language model is used. */
export const askedWithModel: readonly Question[] = questions
  // Half of random profiles would be offline, which hardly any product is.
  .filter(({ path }) => path !== 'llm.offline')
  .map(question =>
    question.path === 'workload.requestsPerMonth' &&
    question.answer.kind === 'number'
      ? { ...question, answer: { ...question.answer, usual: usualRequests } }
      : question,
  );

/** A part of the profiles for which a rule of thumb exists. */
export interface PlacementSlice {
  title: string;
  includes(profile: Profile): boolean;
}

const assume = new AssumptionSet({});

function estimateMonthlyTokens(profile: Profile): number {
  const load = estimateTokenLoad(profile, assume);
  return load.status === 'known' ? tokensPerMonth(load.mid) : NaN;
}

export const placementSlices: readonly PlacementSlice[] = [
  { title: 'All', includes: () => true },
  {
    title: 'Data may leave, a small or mid-size model',
    includes: ({ llm }) =>
      llm?.residency !== 'own-perimeter' && llm?.quality !== 'frontier',
  },
  {
    title: 'The same, up to 100 million tokens a month',
    includes: profile =>
      placementSlices[1].includes(profile) &&
      estimateMonthlyTokens(profile) <= 1e8,
  },
  {
    title: 'The same, 10 billion tokens a month and more',
    includes: profile =>
      placementSlices[1].includes(profile) &&
      estimateMonthlyTokens(profile) >= 1e10,
  },
  {
    title: 'Steady, more than 10 billion tokens a month',
    includes: profile =>
      profile.workload?.traffic === 'steady' &&
      estimateMonthlyTokens(profile) > 1e10,
  },
  {
    title: 'Data must not leave',
    includes: ({ llm }) => llm?.residency === 'own-perimeter',
  },
  {
    title: 'Only the best model',
    includes: ({ llm }) => llm?.quality === 'frontier',
  },
  {
    title: 'Sporadic traffic',
    includes: ({ workload }) => workload?.traffic === 'sporadic',
  },
];
