import { PatternScore } from './scorePatterns';
import { PlainPattern, plainPatterns } from '../profile/patterns';

/** The chance of each pattern to be the right one, 0..1. */
export type Chances = Record<PlainPattern, number>;

/**
 * The sum of weighted points, not their mean: a lead with many answers is stronger evidence than the same lead
 * with few.
 */
export function sumWeightedPoints({
  scores,
}: Pick<PatternScore, 'scores'>): number {
  return scores.reduce((sum, { weight, share }) => sum + weight * share, 0);
}

/**
 * The chances of the patterns that can be recommended: multinomial logit of their weighted points (McFadden,
 * 1974), with the scale estimated together with the weights.
 *
 * @param scale - per weighted point
 */
export function estimateChances(
  patterns: readonly PatternScore[],
  scale: number,
): Chances {
  const open = patterns.filter(({ standing }) => standing === 'in-front');
  const utilities = open.map(score => scale * sumWeightedPoints(score));
  const most = Math.max(...utilities);
  const odds = utilities.map(utility => Math.exp(utility - most));
  const sum = odds.reduce((total, odd) => total + odd, 0);
  const chances = noChances();
  open.forEach(({ pattern }, index) => {
    chances[pattern] = odds[index] / sum;
  });
  return chances;
}

export function noChances(): Chances {
  return Object.fromEntries(
    plainPatterns.map(pattern => [pattern, 0]),
  ) as Chances;
}
