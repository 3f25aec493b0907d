import {
  DecisionModel,
  defaultModel,
} from '../../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  placementCriterionIds,
  placementCriterionWeights,
} from '../../../plugins/paved-road-common/src/advisor/options/placements/criteria';
import { placementMeasurer } from '../../../plugins/paved-road-common/src/advisor/quantities/languageModels/measurePlacement';
import { rankPlacements } from '../../../plugins/paved-road-common/src/advisor/choice/rankPlacements';
import { AssumptionSet } from '../../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';
import { Profile } from '../../../plugins/paved-road-common/src/advisor/profile/profile';
import { estimateWeights, TrainingExample } from '../estimateWeights';
import { LanguageModelCase, languageModelCases } from './cases';

/** The logit of a chance per weighted point, and the deviation of its logarithm. */
const priorScale = { middle: 0.03, deviation: 0.5 };

function toTrainingExample(
  profile: Profile,
  { expect }: LanguageModelCase,
): TrainingExample | undefined {
  const assume = new AssumptionSet({}, defaultModel.assumptions);
  const candidates = rankPlacements(profile, {
    model: defaultModel,
    weights: {},
    assume,
    measure: placementMeasurer(defaultModel.languageModels, assume),
  }).options.filter(({ tier }) => tier === 'in-front');
  const accepted = candidates.map(({ option }) =>
    expect.placements.includes(option),
  );
  // If no accepted placement can be recommended, the weights are not the cause.
  return accepted.includes(true)
    ? {
        shares: candidates.map(({ scores }) =>
          scores.map(({ weight, share, criterion }) =>
            // While a demand is only expected, a part of the weight counts.
            weight > 0 ? (share * weight) / criterion.demand.weight : 0,
          ),
        ),
        accepted,
      }
    : undefined;
}

const examples = new Map<LanguageModelCase, TrainingExample[]>();

/** Complete, and with the answers to newer questions; together they count as one decision. */
function cachedExamples(one: LanguageModelCase): TrainingExample[] {
  const kept = examples.get(one);
  if (kept) {
    return kept;
  }
  const found = [one.profiles.completed, one.profiles.answered].flatMap(
    profile => {
      const example = toTrainingExample(profile, one);
      return example ? [{ ...example, count: 0.5 }] : [];
    },
  );
  examples.set(one, found);
  return found;
}

/** The weights of the criteria of placement and the scale of chances, estimated from decisions. */
export const estimatePlacementWeights = (cases: readonly LanguageModelCase[]) =>
  estimateWeights(
    cases.flatMap(cachedExamples),
    placementCriterionIds.map(id => placementCriterionWeights[id].prior),
    priorScale,
  );

export function estimatePlacementModel(
  cases: readonly LanguageModelCase[],
): DecisionModel {
  const { weights, chanceScale } = estimatePlacementWeights(cases);
  return {
    ...defaultModel,
    placementCriteria: defaultModel.placementCriteria.map(
      (criterion, index) => ({
        ...criterion,
        demand: { ...criterion.demand, weight: weights[index] },
      }),
    ),
    assumptions: defaultModel.assumptions.map(assumption =>
      assumption.id === 'placementChanceScale'
        ? { ...assumption, value: chanceScale }
        : assumption,
    ),
  };
}

/** The model that has not seen a case. */
export const withoutPlacementCase = (one: LanguageModelCase): DecisionModel =>
  estimatePlacementModel(languageModelCases.filter(other => other !== one));

/** Shipped weights that differ from the estimate, to two decimals. */
export function stalePlacementWeights(): string[] {
  const { weights, chanceScale } = estimatePlacementWeights(languageModelCases);
  const shipped = defaultModel.assumptions.find(
    ({ id }) => id === 'placementChanceScale',
  );
  return [
    ...defaultModel.placementCriteria
      .filter(
        ({ demand }, index) =>
          demand.weight !== Number(weights[index].toFixed(2)),
      )
      .map(({ id }) => id),
    ...(shipped?.value === Number(chanceScale.toFixed(4))
      ? []
      : ['placementChanceScale']),
  ];
}
