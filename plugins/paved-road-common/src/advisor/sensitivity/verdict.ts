import { PlainPattern } from '../patterns';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Confidence, Verdict } from './schemas';

/**
 * `clear` where the pattern is likely to be the right one with what is known. Else, `not-enough-answers`
 * where the answers that are still open would most likely make it clear, and `close` where they would not:
 * then more than one pattern can be defended.
 */
export function verdictOf(
  core: PlainPattern,
  { expected, ifAnswered }: Required<Confidence>,
  assume: AssumptionSet,
): Verdict {
  const clear = assume.get('clearChance');
  const chance = expected[core];
  if (chance >= clear) {
    return 'clear';
  }
  return ifAnswered - chance > assume.get('openGain')
    ? 'not-enough-answers'
    : 'close';
}
