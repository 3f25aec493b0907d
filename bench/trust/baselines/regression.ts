import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { Question } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { featuresFrom } from './features';
import { fitMultinomial, predictProbabilities } from './multinomial';

/** The usual value for standardised features, not tuned. */
const penalty = 1;

export const regressionMethod = `Multinomial, over the completed answers: a column for each choice, standardised logarithms of numbers, an open answer as 0; the log loss with ${penalty / 2} times the squared weights (L2); a case with several right answers is shared evenly.`;

/** A logistic regression that predicts the right option of a profile. */
export function fitRegression<Option extends string>(
  options: readonly Option[],
  cases: readonly { completed: Profile; right: readonly Option[] }[],
  asked: readonly Question[],
): (profile: Profile) => Option {
  const features = featuresFrom(
    cases.map(({ completed }) => completed),
    asked,
  );
  const weights = fitMultinomial(
    cases.map(({ completed }) => features(completed)),
    cases.map(({ right }) =>
      options.map(option => (right.includes(option) ? 1 / right.length : 0)),
    ),
    penalty,
  );
  return profile => {
    const found = predictProbabilities(weights, features(profile));
    return options[found.indexOf(Math.max(...found))];
  };
}
