import { PlainPattern } from '../profile/patterns';
import { Score, Ranking } from './rank';
import { formatCount } from '../quantities/format';
import { largestWeight } from '../profile/ids';
import { patternDescriptions } from '../options/patterns/descriptions';
import { WeightFlip } from './schemas';

/** Below this difference in points, a weight has no effect. */
const least = 1e-9;

interface Crossing {
  weight: number;
  rival: Score<PlainPattern>;
}

/** The weights nearest to the current ones at which another pattern wins the core. */
export function findWeightFlips({
  winner,
  options,
  comparison,
}: Ranking<PlainPattern>): WeightFlip[] {
  if (winner.tier !== 'in-front') {
    return [];
  }
  const rivals = options.filter(
    score => score.tier === 'in-front' && score !== winner,
  );
  return comparison.criteria.flatMap((criterion, index) => {
    const current = winner.scores[index].weight;
    const crossings = rivals.flatMap(rival => {
      const weight = crossingWeight(winner, rival, index);
      return weight === undefined ? [] : [{ weight, rival }];
    });
    const below = nearest(
      crossings.filter(({ weight }) => weight < current),
      current,
    );
    const above = nearest(
      crossings.filter(({ weight }) => weight >= current),
      current,
    );
    const toFlip = (
      { weight, rival }: Crossing,
      direction: WeightFlip['direction'],
    ): WeightFlip => ({
      criterion: criterion.id,
      current,
      threshold: weight,
      direction,
      core: rival.option,
      text: `Weight of “${criterion.title}” ${direction} ${formatCount(weight)} (now ${formatCount(current)}) → ${patternDescriptions[rival.option].title}`,
    });
    return [
      ...(below ? [toFlip(below, 'below')] : []),
      ...(above ? [toFlip(above, 'above')] : []),
    ];
  });
}

/*
 * The fits are equal where the weighted leads of all criteria sum to zero; that is linear in one
 * weight.
 */
function crossingWeight(
  winner: Score<PlainPattern>,
  rival: Score<PlainPattern>,
  index: number,
): number | undefined {
  let others = 0;
  let lead = 0;
  for (let i = 0; i < winner.scores.length; i++) {
    const [one, other] = [winner.scores[i], rival.scores[i]];
    if (one.weight !== other.weight) {
      return undefined;
    }
    const difference = one.share - other.share;
    if (i === index) {
      lead = difference;
    } else {
      others += one.weight * difference;
    }
  }
  if (Math.abs(lead) < least) {
    return undefined;
  }
  const weight = -others / lead;
  // Weights are never negative, so patterns that are equal at 0 do not cross below.
  return weight > least && weight <= largestWeight ? weight : undefined;
}

function nearest(crossings: Crossing[], current: number): Crossing | undefined {
  return crossings.reduce<Crossing | undefined>(
    (best, crossing) =>
      !best ||
      Math.abs(crossing.weight - current) < Math.abs(best.weight - current)
        ? crossing
        : best,
    undefined,
  );
}
