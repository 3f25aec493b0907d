import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import {
  QuestionPath,
  withAnswer,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { NamedProfile } from '../profiles';
import { gridFor } from './grid';
import { numberAt, Sweep, SweepCount } from './Sweep';

/** Room for rounding, in percent. */
const rounding = 1e-7;

export type Pricer = (profile: Profile) => [string, number | undefined][];

/**
 * More work never costs less.
 *
 * @param createPricer - called for each profile
 */
export function costSweep(
  { path, title }: { path: QuestionPath; title: string },
  profiles: readonly NamedProfile[],
  createPricer: () => Pricer,
): Sweep {
  const count = new SweepCount({ title, unit: '%' }, rounding);
  for (const { name, profile } of profiles) {
    const computePrices = createPricer();
    const grid = gridFor(path, numberAt(profile, path));
    let before = computePrices(withAnswer(profile, path, grid[0]));
    for (let step = 1; step < grid.length; step++) {
      const after = computePrices(withAnswer(profile, path, grid[step]));
      after.forEach(([option, cost], index) => {
        const [, less] = before[index];
        if (cost !== undefined && less !== undefined && less > 0) {
          count.add(
            100 * (1 - cost / less),
            () => `${option}, ${name}, ${grid[step - 1]} to ${grid[step]}`,
          );
        }
      });
      before = after;
    }
  }
  return count.result();
}
