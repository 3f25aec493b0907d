import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { advise } from '../../plugins/paved-road-common/src/advisor/advise';
import {
  Pattern,
  PlainPattern,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../plugins/paved-road-common/src/advisor/profile/profile';
import { Verdict } from '../../plugins/paved-road-common/src/advisor/choice/schemas';

export type { Verdict };

/** What the model says of a profile, as far as it can be right or wrong. */
export interface PatternPrediction {
  pattern: Pattern;
  /** Where the verdict is `not-enough-answers`, the one that leads without being recommended. */
  core: PlainPattern;
  verdict: Verdict;
  /** Expected probability that the core is right, 0..1. */
  confidence: number;
  /** By pattern; they sum to 1. */
  expected: Record<PlainPattern, number>;
}

export function predictPattern(
  profile: Profile,
  model: DecisionModel,
): PatternPrediction {
  const { recommendation, confidence: stated } = advise({ profile }, model);
  const { pattern, core, verdict, confidence } = recommendation;
  return { pattern, core, verdict, confidence, expected: stated.expected };
}
