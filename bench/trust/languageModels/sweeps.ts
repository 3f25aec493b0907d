import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/DecisionModel';
import { placements } from '../../../plugins/paved-road-common/src/advisor/placement/placements';
import {
  QuestionPath,
  questions,
  withAnswer,
} from '../../../plugins/paved-road-common/src/advisor/questions';
import { NamedProfile } from '../profiles';
import { mostPoints, Sweep } from '../sweeps';
import { gridFor } from '../sweeps/grid';
import { numberAt, onePercentOff, SweepCount } from '../sweeps/Sweep';
import {
  placementPricer,
  QuickPlacements,
  quickPlacer,
} from './quickPlacement';

/** Room for rounding, in percent. */
const rounding = 1e-7;

const fields: { path: QuestionPath; title: string }[] = [
  { path: 'workload.requestsPerMonth', title: 'More requests' },
  { path: 'llm.inputTokens', title: 'Longer input' },
  { path: 'llm.outputTokens', title: 'Longer output' },
  { path: 'llm.callsPerTask', title: 'More calls of a request' },
];

/** More tokens never cost less, wherever the model runs. */
export function placementCostSweeps(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): Sweep[] {
  const createPricer = placementPricer(model);
  return fields.map(({ path, title }) => {
    const count = new SweepCount(
      {
        id: `placement-cost-${path}`,
        title: `${title}: fall of a cost of a placement`,
        unit: '%',
      },
      rounding,
    );
    for (const { name, profile } of profiles) {
      const computePrice = createPricer();
      const grid = gridFor(path, numberAt(profile, path));
      let before = computePrice(withAnswer(profile, path, grid[0]));
      for (let step = 1; step < grid.length; step++) {
        const after = computePrice(withAnswer(profile, path, grid[step]));
        after.forEach(([placement, cost], index) => {
          const [, less] = before[index];
          if (cost !== undefined && less !== undefined && less > 0) {
            count.add(
              100 * (1 - cost / less),
              () => `${placement}, ${name}, ${grid[step - 1]} to ${grid[step]}`,
            );
          }
        });
        before = after;
      }
    }
    return count.result();
  });
}

/** The eligible placements, and the measurable ones. */
const withinLimits = ({ placements: found }: QuickPlacements) =>
  placements
    .map(id => [found[id].eligible, found[id].monthly !== undefined])
    .join();

/** The effect of one percent of a number, and how often it crosses a limit instead. */
export interface PlacementFitSweep {
  sweep: Sweep;
  /** Changes that rule a placement out, or no longer do: a context window, a rate limit, a memory. */
  limits: number;
}

/** Except at hard limits, an answer must not depend on 1 % of a number, which nobody knows so exactly. */
export function placementFitSweep(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): PlacementFitSweep {
  const place = quickPlacer(model);
  const count = new SweepCount(
    {
      id: 'placement-fit',
      title: 'One number changed by 1 %: change of any fit of a placement',
      unit: 'points',
    },
    mostPoints,
  );
  let limits = 0;
  for (const { name, profile } of profiles) {
    const before = place(profile);
    for (const changed of onePercentOff(profile, questions)) {
      const after = place(changed.profile);
      if (withinLimits(after) !== withinLimits(before)) {
        limits += 1;
        continue;
      }
      for (const placement of placements) {
        count.add(
          Math.abs(
            after.placements[placement].fit - before.placements[placement].fit,
          ),
          () =>
            `${placement}, ${name}, ${changed.path} ${changed.from} to ${Number(changed.to.toPrecision(6))}`,
        );
      }
    }
  }
  return { sweep: count.result(), limits };
}
