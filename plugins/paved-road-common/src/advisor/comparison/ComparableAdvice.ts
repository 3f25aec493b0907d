import { Advice } from '../advice';
import { Weights } from '../ids';
import { Profile } from '../profile';

/** A result with its request; every Assessment is one. @public */
export interface ComparableAdvice {
  advice: Advice;
  profile: Profile;
  weights?: Weights;
}
