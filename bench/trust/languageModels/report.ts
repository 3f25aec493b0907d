import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { generatedProfiles } from '../profiles';
import { compareCosts } from '../costs';
import { Target } from '../targets';
import { languageModelCases } from './cases';
import { countGeneratedPlacements } from './generated';
import { stalePlacementWeights } from './estimate';
import { judgePlacements } from './judged';
import { askedWithModel } from './profiles';
import {
  placementCostSweeps,
  placementFitSweep,
  placementOpenSweep,
} from './sweeps';
import { placementTargets, ReachedPlacements } from './targets';
import { throughputErrors } from './throughput';

/** How many generated profiles are swept; a placement does not take long. */
const swept = 2_000;

/** All figures about placements of language models. */
export interface LanguageModelReport extends ReachedPlacements {
  decisions: number;
  /** How many generated profiles were swept, beside the decisions. */
  swept: number;
  targets: Target[];
}

/** @param fullAdvice - number of generated profiles that get a full result, which is slow */
export function collectLanguageModels(
  model: DecisionModel,
  fullAdvice: number,
): LanguageModelReport {
  const complete = [
    ...languageModelCases.map(({ id, profiles }) => ({
      name: id,
      profile: profiles.completed,
    })),
    ...generatedProfiles(swept, askedWithModel),
  ];
  const reached: ReachedPlacements = {
    judged: judgePlacements(languageModelCases, model),
    staleWeights: stalePlacementWeights(),
    throughput: throughputErrors(),
    costs: compareCosts(),
    generated: countGeneratedPlacements(model, fullAdvice),
    fitSweep: placementFitSweep(complete, model),
    sweeps: [
      ...placementCostSweeps(complete, model),
      placementOpenSweep(complete, languageModelCases.length, model),
    ],
  };
  return {
    ...reached,
    decisions: languageModelCases.length,
    swept,
    targets: placementTargets(reached),
  };
}
