import { Profile } from '../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  getAnswer,
  Question,
  QuestionPath,
  withAnswer,
} from '../../plugins/paved-road-common/src/advisor/profile/questions';
import { NamedProfile } from './profiles';

/** Points of the fit that 1 % of a number may move. */
export const mostPoints = 0.5;

/** Fits after each number of a profile was changed by 1 %. */
export interface FitSweep {
  /** Compared fits. */
  changes: number;
  /** Fits that moved by more than {@link mostPoints}. */
  violations: number;
  /** The largest change of a fit, in points. */
  worst: number;
  /** Where it was found. */
  example: string;
  /** How many further changes of a number crossed a hard limit. */
  limits: number;
}

interface ChangedProfile {
  profile: Profile;
  path: QuestionPath;
  from: number;
  to: number;
}

/** A profile with each of its numbers in turn changed by 1 % up and down, as far as that is an answer. */
function onePercentOff(
  profile: Profile,
  asked: readonly Question[],
): ChangedProfile[] {
  return asked.flatMap(({ path, answer }) => {
    const from = getAnswer(profile, path);
    if (answer.kind !== 'number' || typeof from !== 'number') {
      return [];
    }
    return [0.99, 1.01]
      .map(factor =>
        answer.integer ? Math.round(from * factor) : from * factor,
      )
      .filter(to => to !== from && to >= answer.min && to <= answer.max)
      .map(to => ({ profile: withAnswer(profile, path, to), path, from, to }));
  });
}

/**
 * Except at hard limits, an answer must not depend on 1 % of a number, which nobody knows so exactly.
 *
 * @param place - finds the fits of the options, and which of them the hard limits allow
 */
export function sweepFits(
  profiles: readonly NamedProfile[],
  asked: readonly Question[],
  place: (profile: Profile) => { fits: [string, number][]; limits?: string },
): FitSweep {
  const sweep = { changes: 0, violations: 0, worst: 0, example: '', limits: 0 };
  for (const { name, profile } of profiles) {
    const before = place(profile);
    for (const { profile: changed, path, from, to } of onePercentOff(
      profile,
      asked,
    )) {
      const after = place(changed);
      if (after.limits !== before.limits) {
        sweep.limits += 1;
        continue;
      }
      after.fits.forEach(([option, fit], index) => {
        const points = Math.abs(fit - before.fits[index][1]);
        sweep.changes += 1;
        sweep.violations += points > mostPoints ? 1 : 0;
        if (points > sweep.worst) {
          sweep.worst = points;
          sweep.example = `${option}, ${name}, ${path} ${from} to ${Number(to.toPrecision(6))}`;
        }
      });
    }
  }
  return sweep;
}
