/*
 * Multinomial logistic regression with an L2 penalty, by Newton's method with a step that is halved
 * until it helps. The penalised problem is convex, so there is one optimum, and it is always found.
 */

/** Stops once no step gains more than this. */
const tolerance = 1e-12;
const mostSteps = 100;
/** Of the intercepts, which are not penalised but for being determined at all. */
const interceptPenalty = 1e-6;

/** One row of weights per class; the intercept comes first. */
export type Weights = number[][];

/** The probability of each class, given the features of one row. */
export function probabilitiesOf(
  weights: Weights,
  features: readonly number[],
): number[] {
  const scores = weights.map(([intercept, ...rest]) =>
    rest.reduce((sum, weight, i) => sum + weight * features[i], intercept),
  );
  const most = Math.max(...scores);
  const exps = scores.map(score => Math.exp(score - most));
  const total = exps.reduce((sum, exp) => sum + exp, 0);
  return exps.map(exp => exp / total);
}

/**
 * Least penalised log loss.
 *
 * @param rows - features, without the intercept
 * @param targets - per row, how the case is shared among the classes; sums to 1
 * @param penalty - half of it times the squared weights is added to the summed log loss
 */
export function fitMultinomial(
  rows: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  penalty: number,
): Weights {
  const classes = targets[0].length;
  const width = rows[0].length + 1;
  const penaltyOf = (column: number) =>
    column % width === 0 ? interceptPenalty : penalty;
  const unflatten = (flat: readonly number[]) =>
    Array.from({ length: classes }, (_, k) =>
      flat.slice(k * width, (k + 1) * width),
    );
  const lossOf = (flat: readonly number[]) => {
    const weights = unflatten(flat);
    const fit = rows.reduce((sum, row, r) => {
      const p = probabilitiesOf(weights, row);
      return sum - targets[r].reduce((s, t, k) => s + t * Math.log(p[k]), 0);
    }, 0);
    return flat.reduce((sum, w, i) => sum + (penaltyOf(i) * w * w) / 2, fit);
  };

  let flat = new Array<number>(classes * width).fill(0);
  let loss = lossOf(flat);
  for (let step = 0; step < mostSteps; step++) {
    const { gradient, hessian } = derivatives(
      rows,
      targets,
      unflatten(flat),
      flat.map((w, i) => penaltyOf(i) * w),
      flat.map((_, i) => penaltyOf(i)),
    );
    const direction = solve(hessian, gradient);
    const tried = backtrack(flat, direction, loss, lossOf);
    const gain = loss - tried.loss;
    ({ flat, loss } = tried);
    if (gain < tolerance) {
      break;
    }
  }
  return unflatten(flat);
}

function derivatives(
  rows: readonly (readonly number[])[],
  targets: readonly (readonly number[])[],
  weights: Weights,
  penaltyGradient: number[],
  penaltyDiagonal: number[],
) {
  const width = rows[0].length + 1;
  const gradient = [...penaltyGradient];
  const hessian = penaltyDiagonal.map((penalty, i) => {
    const line = new Array<number>(penaltyDiagonal.length).fill(0);
    line[i] = penalty;
    return line;
  });
  rows.forEach((row, r) => {
    const x = [1, ...row];
    const p = probabilitiesOf(weights, row);
    for (let k = 0; k < p.length; k++) {
      for (let i = 0; i < width; i++) {
        gradient[k * width + i] += (p[k] - targets[r][k]) * x[i];
      }
      for (let l = 0; l < p.length; l++) {
        const curvature = p[k] * ((k === l ? 1 : 0) - p[l]);
        for (let i = 0; i < width; i++) {
          const line = hessian[k * width + i];
          const scaled = curvature * x[i];
          for (let j = 0; scaled !== 0 && j < width; j++) {
            line[l * width + j] += scaled * x[j];
          }
        }
      }
    }
  });
  return { gradient, hessian };
}

/** Halves the step until the loss falls; stays where it is when no step helps. */
function backtrack(
  from: number[],
  direction: readonly number[],
  loss: number,
  lossOf: (flat: number[]) => number,
) {
  for (let size = 1; size > tolerance; size /= 2) {
    const flat = from.map((w, i) => w - size * direction[i]);
    const next = lossOf(flat);
    if (next < loss) {
      return { flat, loss: next };
    }
  }
  return { flat: from, loss };
}

/** Solves a symmetric positive definite system by Cholesky's decomposition. */
function solve(matrix: readonly number[][], right: readonly number[]) {
  const size = right.length;
  const lower = matrix.map(() => new Array<number>(size).fill(0));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i][j];
      for (let k = 0; k < j; k++) {
        sum -= lower[i][k] * lower[j][k];
      }
      lower[i][j] = i === j ? Math.sqrt(sum) : sum / lower[j][j];
    }
  }
  const forward: number[] = [];
  for (let i = 0; i < size; i++) {
    let sum = right[i];
    for (let k = 0; k < i; k++) {
      sum -= lower[i][k] * forward[k];
    }
    forward.push(sum / lower[i][i]);
  }
  const solution = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    let sum = forward[i];
    for (let k = i + 1; k < size; k++) {
      sum -= lower[k][i] * solution[k];
    }
    solution[i] = sum / lower[i][i];
  }
  return solution;
}
