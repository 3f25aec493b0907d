import {
  DecisionModel,
  defaultModel,
} from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { calibrationCases, TrustCase } from './cases';
import { Estimate, estimateWeights, TrainingExample } from './estimateWeights';
import { rankPatterns } from './quickAdvice';

/** The logit of a chance per weighted point, and its deviation as above. */
export const priorScale = { middle: 0.02, deviation: 1 };

function toTrainingExample({
  completed,
  expect,
}: TrustCase): TrainingExample | undefined {
  const candidates = rankPatterns(completed, defaultModel).filter(
    ({ tier }) => tier === 'in-front',
  );
  const accepted = candidates.map(({ option }) => expect.core.includes(option));
  // If no accepted pattern can be recommended, the weights are not the cause.
  return accepted.includes(true)
    ? {
        shares: candidates.map(({ scores }) =>
          scores.map(({ weight, share }) => (weight > 0 ? share : 0)),
        ),
        accepted,
      }
    : undefined;
}

const trainingExamples = new Map<TrustCase, TrainingExample | undefined>();

function cachedTrainingExample(one: TrustCase): TrainingExample | undefined {
  if (!trainingExamples.has(one)) {
    trainingExamples.set(one, toTrainingExample(one));
  }
  return trainingExamples.get(one);
}

/**
 * The most likely weights and scale, given cases, see {@link estimateWeights}. The article's own examples always count.
 */
export function estimate(cases: readonly TrustCase[]): Estimate {
  return estimateWeights(
    [...cases, ...calibrationCases].flatMap(
      one => cachedTrainingExample(one) ?? [],
    ),
    defaultModel.criteria.map(({ priorWeight }) => priorWeight),
    priorScale,
  );
}

export function estimateModel(cases: readonly TrustCase[]): DecisionModel {
  const { weights, chanceScale } = estimate(cases);
  return {
    ...defaultModel,
    criteria: defaultModel.criteria.map((criterion, index) => ({
      ...criterion,
      demand: { ...criterion.demand, weight: weights[index] },
    })),
    assumptions: defaultModel.assumptions.map(assumption =>
      assumption.id === 'chanceScale'
        ? { ...assumption, value: chanceScale }
        : assumption,
    ),
  };
}
