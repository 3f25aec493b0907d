import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/DecisionModel';
import { plainPatterns } from '../../../plugins/paved-road-common/src/advisor/patterns';
import { applicationQuestions } from '../applicationQuestions';
import { NamedProfile } from '../profiles';
import { quickAdviser } from '../quickAdvice';
import { onePercentOff, Sweep, SweepCount } from './Sweep';

/** Points of the fit that 1 % of a number may move. */
export const mostPoints = 0.5;

/** An answer must not depend on 1 % of a number, which nobody knows so exactly. */
export function fitSweep(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): Sweep {
  const adviceOn = quickAdviser(model);
  const count = new SweepCount(
    {
      id: 'fit',
      title: 'One number changed by 1 %: change of any fit',
      unit: 'points',
    },
    mostPoints,
  );
  for (const { name, profile } of profiles) {
    const before = adviceOn(profile).patterns;
    for (const changed of onePercentOff(profile, applicationQuestions)) {
      const after = adviceOn(changed.profile).patterns;
      for (const pattern of plainPatterns) {
        count.add(
          Math.abs(after[pattern].fit - before[pattern].fit),
          () =>
            `${pattern}, ${name}, ${changed.path} ${changed.from} to ${Number(changed.to.toPrecision(6))}`,
        );
      }
    }
  }
  return count.result();
}
