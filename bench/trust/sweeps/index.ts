import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/DecisionModel';
import { TrustCase } from '../cases';
import { NamedProfile } from '../profiles';
import { costSweeps } from './costSweep';
import { dataSweeps } from './dataSweep';
import { fitSweep } from './fitSweep';
import { openSweep } from './openSweep';
import { Sweep } from './Sweep';

export { mostPoints } from './fitSweep';
export type { Sweep } from './Sweep';

/** Number of generated profiles whose answers are opened; confidence is slow. */
const opened = 100;

/** Changes answers in small steps and checks the effects. */
export function sweep(
  cases: readonly TrustCase[],
  generated: readonly NamedProfile[],
  model: DecisionModel,
): Sweep[] {
  const complete = [
    ...cases.map(({ id, completed }) => ({ name: id, profile: completed })),
    ...generated,
  ];
  const asPublished = cases.map(({ id, profile }) => ({
    name: `${id} as published`,
    profile,
  }));
  const fewer = complete.slice(0, cases.length + opened);
  return [
    fitSweep(complete, model),
    ...costSweeps(complete, model),
    ...dataSweeps(complete, model),
    openSweep([...fewer, ...asPublished], model),
  ];
}
