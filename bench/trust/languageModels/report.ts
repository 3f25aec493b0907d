import { DecisionModel } from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { placements } from '../../../plugins/paved-road-common/src/advisor/profile/placements';
import { questions } from '../../../plugins/paved-road-common/src/advisor/profile/questions';
import { sweepFits } from '../fitSweep';
import { generatedProfiles } from '../profiles';
import { compareCosts } from '../costs';
import { Target } from '../targets';
import { languageModelCases } from './cases';
import { countGeneratedPlacements } from './generated';
import { stalePlacementWeights } from './estimate';
import { judgePlacements } from './judged';
import { askedWithModel } from './profiles';
import { quickPlacer } from './quickPlacement';
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

export function collectLanguageModels(
  model: DecisionModel,
): LanguageModelReport {
  const complete = [
    ...languageModelCases.map(({ id, profiles }) => ({
      name: id,
      profile: profiles.completed,
    })),
    ...generatedProfiles(swept, askedWithModel),
  ];
  const place = quickPlacer(model);
  const reached: ReachedPlacements = {
    judged: judgePlacements(languageModelCases, model),
    staleWeights: stalePlacementWeights(),
    throughput: throughputErrors(),
    costs: compareCosts(),
    generated: countGeneratedPlacements(model),
    fitSweep: sweepFits(complete, questions, profile => {
      const quick = place(profile).placements;
      const found = placements.map(id => quick[id]);
      return {
        fits: found.map(({ placement, fit }) => [placement, fit]),
        // They decide which placements are eligible and measurable.
        limits: found
          .map(({ eligible, monthly }) => [eligible, monthly !== undefined])
          .join(),
      };
    }),
  };
  return {
    ...reached,
    decisions: languageModelCases.length,
    swept,
    targets: placementTargets(reached),
  };
}
