import {
  Advice,
  AdviceRequest,
  Assessment,
  ModelDescription,
  PlatformId,
} from '@paved-road/plugin-paved-road-common';
import { largestWeight } from '@paved-road/plugin-paved-road-common/advisor';
import {
  Answer,
  Answers,
  isValidAnswer,
  toAnswers,
  toProfile,
} from '../form/answers';

/** What an advice rests on, as it stands in the fields: also what cannot be used. */
export interface WhatIfInput {
  answers: Answers;
  weights: Record<string, Answer>;
  assumptions: Record<string, Answer>;
  platform?: PlatformId;
}

/** What the fields can be filled with; the rest goes to the service as it is. */
export type WhatIfRequest = Pick<
  AdviceRequest,
  'profile' | 'weights' | 'assumptions' | 'platform'
>;

export const isWeight = (value: Answer): value is number =>
  typeof value === 'number' && value >= 0 && value <= largestWeight;

export const isAssumption = (value: Answer): value is number =>
  typeof value === 'number' && value >= 0;

/** The fields as the assessment fills them. */
export function toWhatIfInput(
  { profile, weights = {}, assumptions = {}, platform }: Assessment,
  { questions }: ModelDescription,
): WhatIfInput {
  return {
    answers: toAnswers(profile, questions),
    weights,
    assumptions,
    platform,
  };
}

/** What to ask for; where a field holds nothing that can be used, what is stored counts. */
export function buildWhatIfRequest(
  input: WhatIfInput,
  stored: WhatIfInput,
  { questions }: ModelDescription,
): WhatIfRequest {
  const answers = { ...input.answers };
  for (const question of questions) {
    const answer = answers[question.path];
    if (answer !== undefined && !isValidAnswer(question, answer)) {
      answers[question.path] = stored.answers[question.path];
    }
  }
  return {
    profile: toProfile(answers, questions),
    weights: usable(input.weights, isWeight),
    assumptions: usable(input.assumptions, isAssumption),
    platform: input.platform,
  };
}

/** Sorted, so that the same values are the same request in whatever order they were set. */
function usable(
  values: Record<string, Answer>,
  isUsable: (value: Answer) => value is number,
): Record<string, number> | undefined {
  const entries = Object.entries(values).flatMap(([id, value]) =>
    isUsable(value) ? [[id, value] as const] : [],
  );
  return entries.length === 0
    ? undefined
    : Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The values with another one; what is as it was, or as the model has it, leaves no trace.
 *
 * @param value - undefined takes back what was changed
 */
export function withValue(
  values: Record<string, Answer>,
  change: {
    id: string;
    value: Answer | undefined;
    /** As the assessment has it. */
    stored: Answer | undefined;
    /** As the model has it. */
    usual: number | undefined;
  },
): Record<string, Answer> {
  const { id, value, stored, usual } = change;
  const { [id]: _, ...others } = values;
  const isAsStored = value === undefined || value === (stored ?? usual);
  const kept = isAsStored ? stored : value;
  return kept === undefined ? others : { ...others, [id]: kept };
}

/** What the service says against one value, such as an assumption that is too large. */
export function findProblem(
  error: Error | undefined,
  path: string,
): string | undefined {
  return error?.message
    .split(/; |: (?=[a-z]+\.)/)
    .find(part => part.startsWith(`${path}: `))
    ?.slice(path.length + 2);
}

/** The discount in force on what is always on, 0..1. */
export const findDiscount = ({ assumptions }: Advice): number | undefined =>
  assumptions.find(({ id }) => id === 'purchaseDiscount')?.value;
