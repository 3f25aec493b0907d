import { RankedPattern, TradeOff } from './advice';
import { CriterionId } from './ids';

/** From this supply on, a pattern is good at a criterion, even if more is demanded. */
const goodSupply = 4;

/**
 * Where a pattern falls short, worst first, in words for the record; without criteria that it is good at anyway.
 *
 * @param titleOf - title of a criterion
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
