import { Matrix } from 'ml-matrix';

/** A function of several numbers with its gradient. */
export type Differentiable = (at: number[]) => {
  value: number;
  gradient: number[];
};

const mostRounds = 500;
const smallestGradient = 1e-8;
const smallestStep = 1e-12;

/**
 * Finds a minimum with the Broyden-Fletcher-Goldfarb-Shanno method and halved steps (Nocedal and Wright, Numerical
 * Optimization, 2006, chapter 6). Deterministic.
 */
export function minimise(of: Differentiable, start: number[]): number[] {
  const evaluate = (at: Matrix) => {
    const { value, gradient } = of(at.to1DArray());
    return { at, value, gradient: Matrix.columnVector(gradient) };
  };
  let inverse = Matrix.eye(start.length);
  let current = evaluate(Matrix.columnVector(start));
  for (
    let round = 0;
    round < mostRounds && current.gradient.norm() > smallestGradient;
    round++
  ) {
    const { at, value, gradient } = current;
    let direction = inverse.mmul(gradient).neg();
    if (direction.dot(gradient) >= 0) {
      inverse = Matrix.eye(start.length);
      direction = Matrix.mul(gradient, -1);
    }
    const slope = direction.dot(gradient);
    let step = 1;
    let next = evaluate(Matrix.add(at, direction));
    while (next.value > value + 1e-4 * step * slope && step > smallestStep) {
      step /= 2;
      next = evaluate(Matrix.add(at, Matrix.mul(direction, step)));
    }
    updateInverse(
      inverse,
      Matrix.sub(next.at, at),
      Matrix.sub(next.gradient, gradient),
    );
    current = next;
  }
  return current.at.to1DArray();
}

/** Adds the curvature along the last step to the inverse of the Hessian. */
function updateInverse(inverse: Matrix, moved: Matrix, turned: Matrix) {
  const curvature = moved.dot(turned);
  if (curvature <= 1e-14) {
    return;
  }
  const pushed = inverse.mmul(turned);
  const factor = 1 + turned.dot(pushed) / curvature;
  const mixed = pushed.mmul(moved.transpose());
  inverse
    .add(moved.mmul(moved.transpose()).mul(factor / curvature))
    .sub(Matrix.add(mixed, mixed.transpose()).div(curvature));
}
