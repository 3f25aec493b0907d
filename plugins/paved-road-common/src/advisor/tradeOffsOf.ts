import { RankedPattern, TradeOff } from './advice';
import { CriterionId } from './ids';

/**
 * What a pattern falls short in, worst first, in words for the record.
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
    .filter(({ weight, shortfall }) => weight > 0 && shortfall > 0)
    .map(({ criterion, weight, shortfall, reason }) => ({
      criterion,
      points: (100 * weight * shortfall) / total,
      text: `${titleOf(criterion)}: ${reason}`,
    }))
    .sort((a, b) => b.points - a.points);
}
