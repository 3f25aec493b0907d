import { perOption } from '../profile/perOption';
import { Ranking } from './rank';

/** The chance of each option to be the right one, 0..1. */
export type Chances<Id extends string> = Record<Id, number>;

/**
 * The chances of the options that can be recommended: multinomial logit of their weighted points (McFadden,
 * 1974), with the scale estimated together with the weights. The points are summed, not averaged: a lead with many
 * answers is stronger evidence than the same lead with few.
 *
 * @param scale - per weighted point
 */
export function estimateChances<Id extends string>(
  { options, comparison }: Ranking<Id>,
  scale: number,
): Chances<Id> {
  const open = options.filter(({ tier }) => tier === 'in-front');
  const utilities = open.map(
    ({ scores }) =>
      scale *
      scores.reduce((sum, { weight, share }) => sum + weight * share, 0),
  );
  const most = Math.max(...utilities);
  const odds = utilities.map(utility => Math.exp(utility - most));
  const sum = odds.reduce((total, odd) => total + odd, 0);
  const chances = perOption(comparison.options, () => 0);
  open.forEach(({ option }, index) => {
    chances[option] = odds[index] / sum;
  });
  return chances;
}
