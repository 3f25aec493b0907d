import {
  DecisionModel,
  defaultModel,
} from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { calibrationCases, TrustCase } from './cases';
import { minimise } from './minimise';
import { rankPatterns } from './quickAdvice';

/**
 * Prior standard deviation of the logarithm of a weight: two of three weights are expected within a factor of 1.65 of our
 * judgement in the table.
 */
const priorDeviation = 0.5;

/** The logit of a chance per weighted point, and its deviation as above. */
export const priorScale = { middle: 0.02, deviation: 1 };

/** A case as the estimate uses it: shares of each pattern by criterion, and the patterns that are accepted. */
interface TrainingExample {
  /** By pattern that can be recommended, then by criterion; 0 where the criterion weighs nothing. */
  shares: number[][];
  accepted: boolean[];
}

function toTrainingExample({
  completed,
  expect,
}: TrustCase): TrainingExample | undefined {
  const candidates = rankPatterns(completed, defaultModel).filter(
    ({ standing }) => standing === 'in-front',
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

/** What is estimated. */
export interface Estimate {
  /** By criterion, in the order of the model. */
  weights: number[];
  chanceScale: number;
}

/**
 * The most likely weights and scale, given cases: a multinomial logit in which the points of each
 * criterion favour a pattern, with log-normal priors around the judgement in the table. So weights stay positive and signs
 * stay as in the table. The article's own examples always count.
 */
export function estimate(cases: readonly TrustCase[]): Estimate {
  const judged = defaultModel.criteria.map(({ priorWeight }) => priorWeight);
  const known = [...cases, ...calibrationCases].flatMap(
    one => cachedTrainingExample(one) ?? [],
  );
  const middles = [...judged, priorScale.middle].map(Math.log);
  const deviations = [
    ...judged.map(() => priorDeviation),
    priorScale.deviation,
  ];
  const found = minimise(at => {
    const weights = at.slice(0, -1).map(Math.exp);
    const scale = Math.exp(at[at.length - 1]);
    let value = 0;
    const gradient = at.map((x, i) => {
      const off = (x - middles[i]) / deviations[i];
      value += (off * off) / 2;
      return off / deviations[i];
    });
    for (const { shares, accepted } of known) {
      const utilities = shares.map(
        row =>
          scale * row.reduce((sum, share, i) => sum + weights[i] * share, 0),
      );
      const most = Math.max(...utilities);
      const odds = utilities.map(utility => Math.exp(utility - most));
      const all = odds.reduce((sum, odd) => sum + odd, 0);
      const right = odds.reduce(
        (sum, odd, j) => (accepted[j] ? sum + odd : sum),
        0,
      );
      value -= Math.log(right / all);
      shares.forEach((row, j) => {
        const pull = odds[j] / all - (accepted[j] ? odds[j] / right : 0);
        row.forEach((share, i) => {
          gradient[i] += pull * scale * weights[i] * share;
        });
        gradient[gradient.length - 1] += pull * utilities[j];
      });
    }
    return { value, gradient };
  }, middles);
  return {
    weights: found.slice(0, -1).map(Math.exp),
    chanceScale: Math.exp(found[found.length - 1]),
  };
}

/** The model with its weights estimated from the cases. */
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
