import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { plainPatterns } from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import {
  getAnswer,
  withAnswer,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { applicationQuestions } from '../applicationQuestions';
import { NamedProfile } from '../profiles';
import { worstCaseFinder } from '../quickAdvice';
import { Sweep, SweepCount } from './Sweep';

/** Room for rounding. */
const rounding = 1e-9;
/** Each profile opens every fourth answer, the next one the next, since draws take their time. */
const stride = 4;

/** Fewer answers must never raise certainty. */
export function openSweep(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): Sweep {
  const findWorstCases = worstCaseFinder(model);
  const count = new SweepCount(
    {
      title: 'An answer opened: rise of a worst-case probability',
      unit: 'probability',
    },
    rounding,
  );
  profiles.forEach(({ name, profile }, index) => {
    const opened = applicationQuestions.filter(
      ({ path }, position) =>
        (position + index) % stride === 0 &&
        getAnswer(profile, path) !== undefined,
    );
    const before = findWorstCases(profile);
    for (const { path } of opened) {
      const after = findWorstCases(withAnswer(profile, path, undefined));
      for (const pattern of plainPatterns) {
        count.add(
          after[pattern] - before[pattern],
          () => `${pattern}, ${name}, ${path}`,
        );
      }
    }
  });
  return count.result();
}
