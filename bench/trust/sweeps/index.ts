import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { platformIds } from '../../../plugins/paved-road-common/src/advisor/profile/ids';
import { plainPatterns } from '../../../plugins/paved-road-common/src/advisor/profile/patterns';
import { QuestionPath } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { applicationQuestions } from '../applicationQuestions';
import { TrustCase } from '../cases';
import { NamedProfile } from '../profiles';
import { pricer, quickAdviser, worstCaseFinder } from '../quickAdvice';
import { costSweep, Pricer } from './costSweep';
import { dataSweeps } from './dataSweep';
import { fitSweep } from './fitSweep';
import { openSweep } from './openSweep';
import { Sweep } from './Sweep';

export { mostPoints } from './fitSweep';
export type { Sweep } from './Sweep';

/** Number of generated profiles whose answers are opened; confidence is slow. */
export const opened = 100;

const costFields: { path: QuestionPath; title: string }[] = [
  { path: 'workload.requestsPerMonth', title: 'More requests' },
  { path: 'workload.inferenceMs', title: 'Longer inference' },
  { path: 'workload.memoryGb', title: 'More memory' },
  { path: 'workload.dataPerRequestMb', title: 'More data between stages' },
];

/** Changes answers in small steps and checks the effects; the change of fits comes first. */
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
  const adviceOn = quickAdviser(model);
  const findWorstCases = worstCaseFinder(model);
  const prices = platformIds.map(
    platform => [platform, pricer(model, platform)] as const,
  );
  const computePrices: Pricer = profile =>
    prices.flatMap(([platform, computePrice]) =>
      computePrice(profile).map(([pattern, cost]): [string, typeof cost] => [
        `${pattern} on ${platform}`,
        cost,
      ]),
    );
  return [
    fitSweep(
      'One number changed by 1 %: change of any fit',
      complete,
      applicationQuestions,
      profile => {
        const { patterns } = adviceOn(profile);
        return { fits: plainPatterns.map(id => [id, patterns[id].fit]) };
      },
    ).sweep,
    ...costFields.map(({ path, title }) =>
      costSweep(
        { path, title: `${title}: fall of a cost, on each platform` },
        complete,
        () => computePrices,
      ),
    ),
    ...dataSweeps(complete, model),
    openSweep(
      'An answer opened: rise of a worst-case probability',
      [...fewer, ...asPublished],
      applicationQuestions,
      profile => {
        const least = findWorstCases(profile);
        return { least, most: least };
      },
    ),
  ];
}
