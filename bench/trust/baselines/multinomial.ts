import { Matrix } from 'ml-matrix';
import { minimise } from '../minimise';

/* Multinomial logistic regression with an L2 penalty. The penalised problem is convex, so it has one optimum. */

/** Intercepts are penalised only so that they are determined. */
const interceptPenalty = 1e-6;

/** One row per class; the intercept comes first. */
export type Weights = Matrix;

/** Replaces each row of scores by probabilities. */
function toProbabilities(scores: Matrix): Matrix {
  scores.subColumnVector(scores.max('row')).exp();
  return scores.divColumnVector(scores.sum('row'));
}

const withIntercept = (rows: readonly (readonly number[])[]) =>
  new Matrix(rows.map(row => [1, ...row]));

/** The probability of each class, given the features of one row. */
export function predictProbabilities(
  weights: Weights,
  features: readonly number[],
): number[] {
  return toProbabilities(
    withIntercept([features]).mmul(weights.transpose()),
  ).getRow(0);
}

/**
 * Least penalised log loss.
 *
 * @param rows - features, without the intercept
 * @param shares - per row, the share of each class; sums to 1
 * @param penalty - half of it times the squared weights is added to the summed log loss
 */
export function fitMultinomial(
  rows: readonly (readonly number[])[],
  shares: number[][],
  penalty: number,
): Weights {
  const features = withIntercept(rows);
  const targets = new Matrix(shares);
  const classes = targets.columns;
  const width = features.columns;
  const penalties = Matrix.ones(classes, width)
    .mul(penalty)
    .setColumn(0, new Array(classes).fill(interceptPenalty));
  const toWeights = (flat: number[]) =>
    Matrix.from1DArray(classes, width, flat);

  const fitted = minimise(
    flat => {
      const weights = toWeights(flat);
      const found = toProbabilities(features.mmul(weights.transpose()));
      const pull = Matrix.mul(weights, penalties);
      return {
        value:
          Matrix.mul(pull, weights).sum() / 2 -
          Matrix.log(found).mul(targets).sum(),
        gradient: Matrix.sub(found, targets)
          .transpose()
          .mmul(features)
          .add(pull)
          .to1DArray(),
      };
    },
    new Array(classes * width).fill(0),
  );
  return toWeights(fitted);
}
