import { Profile } from '../profile/profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { logRampAround } from '../quantities/ramp';

/** Ratio to the cheapest cost at which the supply reaches its minimum. */
const worstCostRatio = 30;
/** Ratio to the required latency at which the supply reaches its minimum. */
const worstLatencyRatio = 10;
/** The exposure to cold starts that is tolerated: one request in a hundred that takes twice the requirement. */
export const toleratedColdShare = 0.01;

/** A monthly difference in USD that is immaterial compared to the cost of the team. */
export function immaterialCost(
  { team }: Profile,
  assume: AssumptionSet,
): number {
  return (
    (team?.teamSize ?? assume.get('typicalTeam')) *
    assume.get('engineerMonth') *
    assume.get('materialShare')
  );
}

/** The least value of the eligible options, or of all if none is eligible; undefined where none is known. */
export function findLeast<Id extends string>(
  options: readonly Id[],
  eligible: readonly Id[],
  value: (option: Id) => number | undefined,
): number | undefined {
  // A loop, because searches for flips call it hundreds of thousands of times.
  let least: number | undefined;
  for (const option of eligible.length > 0 ? eligible : options) {
    const found = value(option);
    if (found !== undefined && (least === undefined || found < least)) {
      least = found;
    }
  }
  return least;
}

/**
 * What a cost supplies, 1..5, by its ratio to the cheapest. Both contain an immaterial amount; otherwise two dollars
 * would be "twice as expensive" as one.
 */
export function supplyByCost(ratio: number): number {
  const short = Math.log(ratio) / Math.log(worstCostRatio);
  return 5 - 4 * Math.min(1, Math.max(0, short));
}

/**
 * What a latency supplies, 1..5. Cold starts and queues count as far as one request in a hundred meets them.
 *
 * @param toRatio - the ratio of a latency in seconds to the required one
 */
export function supplyByLatency(
  usualSeconds: number,
  delays: readonly { share: number; seconds: number }[],
  toRatio: (seconds: number) => number,
): number {
  const at = (seconds: number) => {
    const over = Math.log(Math.max(1, toRatio(seconds)));
    return Math.max(1, 5 - (4 * over) / Math.log(worstLatencyRatio));
  };
  return delays.reduce((supply, delay) => {
    const share = logRampAround(delay.share, toleratedColdShare);
    const delayed = Math.min(supply, at(usualSeconds + delay.seconds));
    return (1 - share) * supply + share * delayed;
  }, at(usualSeconds));
}
