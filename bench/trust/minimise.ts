/** A function of several numbers with its gradient. */
export type Differentiable = (at: readonly number[]) => {
  value: number;
  gradient: number[];
};

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, x, i) => sum + x * b[i], 0);

const along = (
  from: readonly number[],
  direction: readonly number[],
  step: number,
) => from.map((x, i) => x + step * direction[i]);

/**
 * Finds a minimum by the method of Broyden, Fletcher, Goldfarb and Shanno, with steps halved until they
 * go down (Nocedal and Wright, Numerical Optimization, 2006, chapter 6). Deterministic.
 */
export function minimise(
  of: Differentiable,
  start: readonly number[],
): number[] {
  const size = start.length;
  let inverse = identity(size);
  let at = [...start];
  let { value, gradient } = of(at);
  for (
    let round = 0;
    round < 500 && Math.sqrt(dot(gradient, gradient)) > 1e-8;
    round++
  ) {
    let direction = inverse.map(row => -dot(row, gradient));
    if (dot(direction, gradient) >= 0) {
      inverse = identity(size);
      direction = gradient.map(x => -x);
    }
    let step = 1;
    let next = of(along(at, direction, step));
    while (
      next.value > value + 1e-4 * step * dot(direction, gradient) &&
      step > 1e-12
    ) {
      step /= 2;
      next = of(along(at, direction, step));
    }
    const moved = direction.map(x => x * step);
    const turned = next.gradient.map((x, i) => x - gradient[i]);
    const curvature = dot(moved, turned);
    if (curvature > 1e-14) {
      inverse = updated(inverse, moved, turned, curvature);
    }
    at = along(at, moved, 1);
    ({ value, gradient } = next);
  }
  return at;
}

function identity(size: number): number[][] {
  return Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (__, j) => (i === j ? 1 : 0)),
  );
}

function updated(
  inverse: number[][],
  moved: number[],
  turned: number[],
  curvature: number,
): number[][] {
  const pushed = inverse.map(row => dot(row, turned));
  const factor = 1 + dot(turned, pushed) / curvature;
  return inverse.map((row, i) =>
    row.map(
      (x, j) =>
        x +
        (factor * moved[i] * moved[j] -
          pushed[i] * moved[j] -
          moved[i] * pushed[j]) /
          curvature,
    ),
  );
}
