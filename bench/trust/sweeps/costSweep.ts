import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/DecisionModel';
import { platformIds } from '../../../plugins/paved-road-common/src/advisor/ids';
import {
  QuestionPath,
  withAnswer,
} from '../../../plugins/paved-road-common/src/advisor/questions';
import { NamedProfile } from '../profiles';
import { pricer } from '../quickAdvice';
import { gridFor } from './grid';
import { numberAt, Sweep, SweepCount } from './Sweep';

/** Room for rounding, in percent. */
const rounding = 1e-7;

const fields: { path: QuestionPath; title: string }[] = [
  { path: 'workload.requestsPerMonth', title: 'More requests' },
  { path: 'workload.inferenceMs', title: 'Longer inference' },
  { path: 'workload.memoryGb', title: 'More memory' },
  { path: 'workload.dataPerRequestMb', title: 'More data between stages' },
];

/** More work never costs less, for any pattern on any platform. */
export function costSweeps(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): Sweep[] {
  const prices = platformIds.map(
    platform => [platform, pricer(model, platform)] as const,
  );
  return fields.map(({ path, title }) => {
    const count = new SweepCount(
      {
        id: `cost-${path}`,
        title: `${title}: fall of a cost, on each platform`,
        unit: '%',
      },
      rounding,
    );
    for (const { name, profile } of profiles) {
      const grid = gridFor(path, numberAt(profile, path));
      const steps = grid.map(value => withAnswer(profile, path, value));
      for (const [platform, computePrice] of prices) {
        let before = computePrice(steps[0]);
        for (let step = 1; step < steps.length; step++) {
          const after = computePrice(steps[step]);
          after.forEach(([pattern, cost], index) => {
            const [, less] = before[index];
            if (cost !== undefined && less !== undefined && less > 0) {
              count.add(
                100 * (1 - cost / less),
                () =>
                  `${pattern} on ${platform}, ${name}, ${grid[step - 1]} to ${grid[step]}`,
              );
            }
          });
          before = after;
        }
      }
    }
    return count.result();
  });
}
