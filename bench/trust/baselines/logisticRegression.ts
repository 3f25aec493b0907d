import {
  PlainPattern,
  plainPatterns,
} from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Baseline } from './Baseline';
import { featuresFrom } from './features';
import { fitMultinomial, predictProbabilities } from './multinomial';

/** The usual value for standardised features, not tuned. */
const penalty = 1;

export const logisticRegression: Baseline = {
  title: 'Logistic regression',
  method: `Multinomial, over the completed answers: a column for each choice, standardised logarithms of numbers, an open answer as 0; the log loss with ${penalty / 2} times the squared weights (L2); a case with several right cores is shared evenly.`,
  learns: true,
  fit: cases => {
    const features = featuresFrom(cases.map(({ completed }) => completed));
    const weights = fitMultinomial(
      cases.map(({ completed }) => features(completed)),
      cases.map(({ expect: { core } }) =>
        plainPatterns.map(pattern =>
          core.includes(pattern) ? 1 / core.length : 0,
        ),
      ),
      penalty,
    );
    return profile => {
      const [monolith, microservices, serverless] = predictProbabilities(
        weights,
        features(profile),
      );
      const probability: Record<PlainPattern, number> = {
        monolith,
        microservices,
        serverless,
      };
      return {
        core: plainPatterns.reduce((best, pattern) =>
          probability[pattern] > probability[best] ? pattern : best,
        ),
        probability,
      };
    };
  },
};
