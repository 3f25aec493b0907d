import { CriterionKind } from '../options/criterion';
import { scoreSupply } from './rank';

/**
 * The least lead of one option over another in a criterion, in points, while the shared side may be anywhere in a
 * range.
 *
 * @param ratings - what both supply, or for a requirement, what both demand
 */
export function leastLead(
  [one, other]: readonly [number, number],
  [low, high]: readonly [number, number],
  kind: CriterionKind,
): number {
  const share = (rating: number, shared: number) =>
    kind === 'requirement'
      ? scoreSupply(rating, shared, false)
      : scoreSupply(shared, rating, true);
  // Between its ends, a lead bends only where the shared side meets a rating.
  const ends = [low, high, ...[one, other].filter(at => at > low && at < high)];
  return Math.min(...ends.map(at => share(one, at) - share(other, at)));
}

/**
 * The chance of an option by its leads over the others, as `estimateChances` has it.
 *
 * @param leads - in weighted points
 * @param scale - per weighted point
 */
export function chanceByLeads(leads: readonly number[], scale: number): number {
  return (
    1 / (1 + leads.reduce((sum, lead) => sum + Math.exp(-scale * lead), 0))
  );
}
