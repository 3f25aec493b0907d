import { RankedPattern, TradeOff } from './advice';
import { CriterionId } from './ids';

/** From this supply on, a pattern is good at something, whatever more is asked for. */
const goodSupply = 4;

/**
 * What a pattern falls short in, worst first, in words for the record; without what it is good at all the
 * same.
 *
 * @param titleOf - what a criterion is called
 * @public
 */
export function tradeOffsOf(
  { contributions }: RankedPattern,
  titleOf: (criterion: CriterionId) => string,
): TradeOff[] {
  const total = contributions.reduce((sum, { weight }) => sum + weight, 0);
  return contributions
    .filter(
      ({ weight, shortfall, supply }) =>
        weight > 0 && shortfall > 0 && (supply ?? 0) < goodSupply,
    )
    .map(({ criterion, weight, shortfall, reason }) => ({
      criterion,
      points: (100 * weight * shortfall) / total,
      text: `${titleOf(criterion)}: ${reason}`,
    }))
    .sort((a, b) => b.points - a.points);
}
