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
  limit,
  toAnswers,
  toProfile,
} from '../form/answers';

/** Inputs of an advice as entered, possibly invalid. */
export interface WhatIfInput {
  answers: Answers;
  weights: Record<string, Answer>;
  assumptions: Record<string, Answer>;
  platform?: PlatformId;
}

/** The inputs that the fields can change. */
export type WhatIfRequest = Pick<
  AdviceRequest,
  'profile' | 'weights' | 'assumptions' | 'platform'
>;

export const isWeight = (value: Answer): value is number =>
  typeof value === 'number' && value >= 0 && value <= largestWeight;

export const isAssumption = (value: Answer): value is number =>
  typeof value === 'number' && value >= 0;

/** The inputs stored with an assessment. */
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

/** The request; invalid fields fall back to the stored value. */
export function buildWhatIfRequest(
  input: WhatIfInput,
  stored: WhatIfInput,
  { questions }: ModelDescription,
): WhatIfRequest {
  const answers = { ...input.answers };
  for (const question of questions) {
    const answer = answers[question.path];
    if (
      answer !== undefined &&
      !isValidAnswer(limit(question, answers), answer)
    ) {
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

/** Sorted, so that the order of changes does not affect the request. */
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
 * The values with one changed; stored and default values are omitted.
 *
 * @param value - undefined resets the change
 */
export function withValue(
  values: Record<string, Answer>,
  change: {
    id: string;
    value: Answer | undefined;
    stored: Answer | undefined;
    /** The default of the model. */
    usual: number | undefined;
  },
): Record<string, Answer> {
  const { id, value, stored, usual } = change;
  const { [id]: _, ...others } = values;
  const isAsStored = value === undefined || value === (stored ?? usual);
  const kept = isAsStored ? stored : value;
  return kept === undefined ? others : { ...others, [id]: kept };
}

/** The service's error for one value, such as an assumption that is too large. */
export function findValueProblem(
  error: Error | undefined,
  path: string,
): string | undefined {
  return error?.message
    .split(/; |: (?=[a-z]+\.)/)
    .find(part => part.startsWith(`${path}: `))
    ?.slice(path.length + 2);
}

/** The current discount on always-on instances, from 0 to 1. */
export const findDiscount = ({ assumptions }: Advice): number | undefined =>
  assumptions.find(({ id }) => id === 'purchaseDiscount')?.value;
