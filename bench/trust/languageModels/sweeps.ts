import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { placementAxis } from '../../../plugins/paved-road-common/src/advisor/choice/placementAxis';
import { placements } from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import {
  QuestionPath,
  questions,
} from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { NamedProfile } from '../profiles';
import { opened, Sweep } from '../sweeps';
import { costSweep } from '../sweeps/costSweep';
import { fitSweep } from '../sweeps/fitSweep';
import { openSweep } from '../sweeps/openSweep';
import {
  createPlacementOptions,
  placementChanceFinder,
  placementPricer,
  quickPlacer,
} from './quickPlacement';

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
  return fields.map(({ path, title }) =>
    costSweep(
      { path, title: `${title}: fall of a cost of a placement` },
      profiles,
      createPricer,
    ),
  );
}

/** The limits, such as a context window, a rate limit or a memory, decide which placements are eligible and measurable. */
export function placementFitSweep(
  profiles: readonly NamedProfile[],
  model: DecisionModel,
): ReturnType<typeof fitSweep> {
  const place = quickPlacer(model);
  return fitSweep(
    'One number changed by 1 %: change of any fit of a placement',
    profiles,
    questions,
    profile => {
      const quick = place(profile).placements;
      const found = placements.map(id => quick[id]);
      return {
        fits: found.map(({ placement, fit }) => [placement, fit]),
        limits: found
          .map(({ eligible, monthly }) => [eligible, monthly !== undefined])
          .join(),
      };
    },
  );
}

/** @param decisions - number of profiles at the start that are decisions; all of these are opened */
export function placementOpenSweep(
  profiles: readonly NamedProfile[],
  decisions: number,
  model: DecisionModel,
): Sweep {
  return openSweep(
    'An answer opened: rise of a worst-case probability of a placement',
    profiles.slice(0, decisions + opened),
    // An open answer about use without a network means no.
    placementAxis(createPlacementOptions(model)).questions,
    placementChanceFinder(model),
  );
}
