import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  getAnswer,
  Question,
  withAnswer,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { NamedProfile } from '../profiles';
import { Sweep, SweepCount } from './Sweep';

const rounding = 1e-9;
/** Each profile opens every fourth answer, the next one the next, since draws take their time. */
const stride = 4;

export interface ChanceBounds {
  /** The worst cases. */
  least: Readonly<Record<string, number>>;
  /** What no worst case may exceed when fewer answers are known. */
  most: Readonly<Record<string, number>>;
}

/** Fewer answers must never raise certainty. */
export function openSweep(
  title: string,
  profiles: readonly NamedProfile[],
  asked: readonly Question[],
  findBounds: (profile: Profile) => ChanceBounds,
): Sweep {
  const count = new SweepCount({ title, unit: 'probability' }, rounding);
  profiles.forEach(({ name, profile }, index) => {
    const opened = asked.filter(
      ({ path }, position) =>
        (position + index) % stride === 0 &&
        getAnswer(profile, path) !== undefined,
    );
    const { most } = findBounds(profile);
    for (const { path } of opened) {
      const { least } = findBounds(withAnswer(profile, path, undefined));
      for (const [option, chance] of Object.entries(least)) {
        count.add(chance - most[option], () => `${option}, ${name}, ${path}`);
      }
    }
  });
  return count.result();
}
