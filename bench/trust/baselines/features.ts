import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  AnswerKind,
  getAnswer,
  Question,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';

/** Answers as numbers: one column per choice, and one per number or step of a scale. */
export type Features = (profile: Profile) => number[];

/** A number on a logarithmic scale, a step of a scale as it is. */
function toFeatureValue(
  answer: Exclude<AnswerKind, { kind: 'choice' }>,
  value: number,
): number {
  return answer.kind === 'scale'
    ? value
    : Math.log10(Math.max(value, answer.usual[0]));
}

function numberColumn(
  { path }: Question,
  answer: Exclude<AnswerKind, { kind: 'choice' }>,
  profiles: readonly Profile[],
): Features {
  const known = (profile: Profile) => {
    const value = getAnswer(profile, path);
    return value === undefined ? [] : [toFeatureValue(answer, Number(value))];
  };
  const values = profiles.flatMap(known);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(variance) || 1;
  return profile => {
    const [value] = known(profile);
    return [value === undefined ? 0 : (value - mean) / deviation];
  };
}

/** Standardises numbers over the given profiles. An open answer is 0: the mean of a number, and no choice. */
export function featuresFrom(
  profiles: readonly Profile[],
  asked: readonly Question[],
): Features {
  const columns = asked.map(question => {
    const { path, answer } = question;
    if (answer.kind !== 'choice') {
      return numberColumn(question, answer, profiles);
    }
    const { options } = answer;
    return (profile: Profile) =>
      options.map(({ value }) => (getAnswer(profile, path) === value ? 1 : 0));
  });
  return profile => columns.flatMap(column => column(profile));
}
