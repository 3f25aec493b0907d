import { PlainPattern } from '../patterns';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Confidence, Verdict } from './schemas';

/**
 * `clear` if the pattern is likely to be the right one with the known answers. Otherwise `not-enough-answers` if the
 * open answers would most likely make it clear, and `close` if they would not: then more than one pattern is
 * defensible.
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
