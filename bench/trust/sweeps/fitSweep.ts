import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/DecisionModel';
import { plainPatterns } from '../../../plugins/paved-road-common/src/advisor/patterns';
import { withAnswer } from '../../../plugins/paved-road-common/src/advisor/questions';
import { NamedProfile } from '../profiles';
import { quickAdviser } from '../quickAdvice';
import { numberAt, numberQuestions, Sweep, SweepCount } from './Sweep';

/** Points of the fit that 1 % of a number may move. */
export const mostPoints = 0.5;

/** An answer may not hang on a number that nobody knows to 1 %. */
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
    for (const { path, answer } of numberQuestions) {
      const value = numberAt(profile, path) ?? 0;
      for (const factor of [0.99, 1.01]) {
        const changed = answer.integer
          ? Math.round(value * factor)
          : value * factor;
        const isAnswer = changed >= answer.min && changed <= answer.max;
        if (changed === value || !isAnswer) {
          continue;
        }
        const after = adviceOn(withAnswer(profile, path, changed)).patterns;
        for (const pattern of plainPatterns) {
          count.add(
            Math.abs(after[pattern].fit - before[pattern].fit),
            () =>
              `${pattern}, ${name}, ${path} ${value} to ${Number(changed.toPrecision(6))}`,
          );
        }
      }
    }
  }
  return count.result();
}
