import { DecisionModel } from '../advisor/options/DecisionModel';
import { Profile } from '../advisor/profile/profile';
import {
  getAnswer,
  QuestionPath,
  withAnswers,
} from '../advisor/profile/questions';
import { Measure } from './measures';
import { AssumedMeasurement, Measurement } from './schemas';

/** The measurement as an answer to an asked question; empty if it is none. */
export function toAssumedMeasurements(
  measurement: Measurement,
  { question }: Measure,
  profile: Profile,
  model: DecisionModel,
  asked: ReadonlySet<string>,
): AssumedMeasurement[] {
  if (
    question === undefined ||
    !asked.has(question) ||
    toPossible(measurement.value, question, model) === undefined
  ) {
    return [];
  }
  const answer = getAnswer(profile, question);
  const assumed = typeof answer === 'number' ? answer : undefined;
  return [
    {
      ...measurement,
      question,
      ...(assumed !== undefined && { assumed }),
      ...(assumed && { ratio: measurement.value / assumed }),
    },
  ];
}

/** The value as an answer; undefined if the question does not allow it. */
function toPossible(
  value: number,
  path: string,
  { questions }: DecisionModel,
): number | undefined {
  const answer = questions.find(question => question.path === path)?.answer;
  if (answer?.kind !== 'number') {
    return undefined;
  }
  const whole = answer.integer ? Math.round(value) : value;
  const isTooSmall = answer.exclusiveMin
    ? whole <= answer.min
    : whole < answer.min;
  return isTooSmall || whole > answer.max ? undefined : whole;
}

export function measuredProfile(
  profile: Profile,
  values: readonly Pick<AssumedMeasurement, 'question' | 'value'>[],
  model: DecisionModel,
): Profile {
  return withAnswers(
    profile,
    values.flatMap(({ question, value }) => {
      const possible = toPossible(value, question, model);
      return possible === undefined
        ? []
        : [[question as QuestionPath, possible] as const];
    }),
  );
}

/** The value at a time; empty before the first measurement. */
export function valueAt(
  { question, points, value, observedAt }: AssumedMeasurement,
  at: Date,
): Pick<AssumedMeasurement, 'question' | 'value'>[] {
  if (Date.parse(observedAt) <= at.getTime()) {
    return [{ question, value }];
  }
  const point = points.findLast(then => Date.parse(then.at) <= at.getTime());
  return point ? [{ question, value: point.value }] : [];
}
