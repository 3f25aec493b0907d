import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { withAnswer } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { NamedProfile } from '../profiles';
import { QuickAdvice, quickAdviser } from '../quickAdvice';
import { gridFor } from './grid';
import { numberAt, Sweep, SweepCount } from './Sweep';

/** Room for rounding, in points. */
const rounding = 1e-9;
const path = 'workload.dataPerRequestMb';

const leadOfServerless = ({ patterns }: QuickAdvice) =>
  patterns.serverless.fit -
  Math.max(patterns.monolith.fit, patterns.microservices.fit);

/** Functions must transfer data between stages, so more data never favours functions. */
export function dataSweeps(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): Sweep[] {
  const adviceOn = quickAdviser(model);
  const leads = new SweepCount(
    {
      title: 'More data between stages: rise of the lead of functions',
      unit: 'points',
    },
    rounding,
  );
  const turns = new SweepCount(
    {
      title: 'More data between stages: turns to functions',
      unit: 'turns',
    },
    0,
  );
  for (const { name, profile } of profiles) {
    const grid = gridFor(path, numberAt(profile, path));
    const advices = grid.map(value =>
      adviceOn(withAnswer(profile, path, value)),
    );
    for (let step = 1; step < grid.length; step++) {
      const [before, after] = [advices[step - 1], advices[step]];
      const where = () => `${name}, ${grid[step - 1]} to ${grid[step]} MB`;
      leads.add(leadOfServerless(after) - leadOfServerless(before), where);
      turns.add(
        before.core !== 'serverless' && after.core === 'serverless' ? 1 : 0,
        where,
      );
    }
  }
  return [leads.result(), turns.result()];
}
