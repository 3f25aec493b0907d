import { InputError } from '@backstage/errors';
import { DecisionModel } from './options/DecisionModel';
import { Weights } from './profile/ids';
import { Profile } from './profile/profile';
import { AnswerKind, getAnswer } from './profile/questions';
import { Decision } from './profile/request';

/**
 * Validates the answers to the questions of the organisation; the schema of the profile validates the built-in ones.
 *
 * @throws InputError with every invalid field
 */
export function checkAnswers(profile: Profile, model: DecisionModel): void {
  const own = model.questions.filter(({ path }) => path.startsWith('custom.'));
  const problems = Object.keys(profile.custom ?? {}).flatMap(name => {
    const path = `custom.${name}` as const;
    const question = own.find(found => found.path === path);
    const answer = getAnswer(profile, path);
    if (!question) {
      const known = own.map(found => found.path).join(', ') || 'none';
      return [`profile.${path}: no such question, the model has ${known}`];
    }
    const wrong =
      answer === undefined
        ? undefined
        : findAnswerProblem(answer, question.answer);
    return wrong ? [`profile.${path}: ${wrong}`] : [];
  });
  if (problems.length > 0) {
    throw new InputError(`Invalid answers: ${problems.join('; ')}`);
  }
}

function findAnswerProblem(
  answer: string | number,
  allowed: AnswerKind,
): string | undefined {
  if (allowed.kind === 'choice') {
    const values = allowed.options.map(({ value }) => value);
    return values.includes(String(answer))
      ? undefined
      : `${JSON.stringify(answer)} is not a choice, use one of ${values.join(', ')}`;
  }
  if (typeof answer !== 'number') {
    return `${JSON.stringify(answer)} is not a number`;
  }
  const whole = allowed.kind === 'scale' || allowed.integer;
  if (whole && !Number.isInteger(answer)) {
    return `${answer} is not a whole number`;
  }
  return answer < allowed.min || answer > allowed.max
    ? `${answer} is out of range, use ${allowed.min} to ${allowed.max}`
    : undefined;
}

/**
 * Validates the answers and decisions that depend on the use of a language model.
 *
 * @throws InputError if a placement is decided without a language model, or a language model has no requests
 */
export function checkLanguageModel(
  { llm, workload }: Profile,
  { placement }: Partial<Decision> = {},
): void {
  if (!llm && placement) {
    throw new InputError(
      `Invalid decision: decision.placement: ${JSON.stringify(placement)} is a placement of a language model, but the profile has none; remove it, or add profile.llm, which may be empty`,
    );
  }
  if (llm && workload?.requestsPerMonth === 0) {
    throw new InputError(
      'Invalid answers: profile.workload.requestsPerMonth: 0 requests need no language model; use more than 0, leave it out while unknown, or remove profile.llm',
    );
  }
}

/** @throws InputError if a weight is for an unknown criterion */
export function checkWeights(
  weights: Weights,
  { criteria, placementCriteria }: DecisionModel,
) {
  const ids = [...criteria, ...placementCriteria].map(({ id }) => id);
  const unknown = Object.keys(weights).filter(id => !ids.includes(id));
  if (unknown.length > 0) {
    throw new InputError(
      `Invalid weights: ${unknown.map(id => `weights.${id}: no such criterion`).join('; ')}; use one of ${ids.join(', ')}`,
    );
  }
}
