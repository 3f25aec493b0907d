import { QuestionPath } from '../questions';
import { drawsOf } from './random';

/** How many draws a confidence rests on. */
export const draws = 1000;

/** How far off a number is drawn, as shares of the spread; the middle of five equal parts. */
export const strata = [-0.8, -0.4, 0, 0.4, 0.8];

/** Numbers that are estimates or forecasts even where they are answered. */
export const uncertainPaths: readonly QuestionPath[] = [
  'workload.requestsPerMonth',
  'workload.inferenceMs',
  'growth.users',
];

const noiseByCriteria = new Map<number, Float64Array>();

/*
 * Every second draw is the mirror image of the one before it: what one weight gains in one, it loses
 * in the other, so that the draws lean to no side.
 */
export function weightNoise(criteria: number): Float64Array {
  const known = noiseByCriteria.get(criteria);
  if (known) {
    return known;
  }
  const noise = new Float64Array(draws * criteria);
  const halves = drawsOf((draws / 2) * criteria, 0);
  for (let draw = 0; draw < draws / 2; draw++) {
    for (let i = 0; i < criteria; i++) {
      const value = halves[draw * criteria + i];
      noise[2 * draw * criteria + i] = value;
      noise[(2 * draw + 1) * criteria + i] = -value;
    }
  }
  noiseByCriteria.set(criteria, noise);
  return noise;
}

const strataByPath = new Map<QuestionPath, Float64Array>(
  uncertainPaths.map((path, index) => [path, drawsOf(draws, index + 1)]),
);

/** The stratum of an uncertain number in a draw. */
export function stratumIn(draw: number, path: QuestionPath): number {
  const position = (strataByPath.get(path)![draw] + 1) / 2;
  return Math.min(strata.length - 1, Math.floor(position * strata.length));
}
