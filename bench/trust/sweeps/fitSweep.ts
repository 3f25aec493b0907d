import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { Question } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { NamedProfile } from '../profiles';
import { onePercentOff, Sweep, SweepCount } from './Sweep';

/** Points of the fit that 1 % of a number may move. */
export const mostPoints = 0.5;

/**
 * Except at hard limits, an answer must not depend on 1 % of a number, which nobody knows so exactly.
 *
 * @param place - finds the fits of the options, and which of them the hard limits allow
 * @returns also how many changes crossed such a limit, which are not part of the sweep
 */
export function fitSweep(
  title: string,
  profiles: readonly NamedProfile[],
  asked: readonly Question[],
  place: (profile: Profile) => { fits: [string, number][]; limits?: string },
): { sweep: Sweep; limits: number } {
  const count = new SweepCount({ title, unit: 'points' }, mostPoints);
  let limits = 0;
  for (const { name, profile } of profiles) {
    const before = place(profile);
    for (const changed of onePercentOff(profile, asked)) {
      const after = place(changed.profile);
      if (after.limits !== before.limits) {
        limits += 1;
        continue;
      }
      after.fits.forEach(([option, fit], index) => {
        count.add(
          Math.abs(fit - before.fits[index][1]),
          () =>
            `${option}, ${name}, ${changed.path} ${changed.from} to ${Number(changed.to.toPrecision(6))}`,
        );
      });
    }
  }
  return { sweep: count.result(), limits };
}
