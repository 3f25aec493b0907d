import { minimise } from './minimise';

/**
 * Prior standard deviation of the logarithm of a weight: two of three weights are expected within a factor of 1.65 of our
 * judgement in the table.
 */
const priorDeviation = 0.5;

/** A case as the estimate uses it: shares of each option by criterion, and the options that are accepted. */
export interface TrainingExample {
  /** By option that can be recommended, then by criterion; 0 where the criterion weighs nothing. */
  shares: number[][];
  accepted: boolean[];
  /** How much it counts; 1 where absent. */
  count?: number;
}

export interface Estimate {
  /** By criterion, in the order of the model. */
  weights: number[];
  chanceScale: number;
}

/**
 * The most likely weights and scale, given decisions: a multinomial logit in which the points of each criterion favour an
 * option, with log-normal priors around the judgement in the table. So weights stay positive and signs stay as in the
 * table.
 *
 * @param judged - weights by judgement, in the order of the model
 */
export function estimateWeights(
  examples: readonly TrainingExample[],
  judged: readonly number[],
  priorScale: { middle: number; deviation: number },
): Estimate {
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
    for (const { shares, accepted, count = 1 } of examples) {
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
      value -= count * Math.log(right / all);
      shares.forEach((row, j) => {
        const pull =
          count * (odds[j] / all - (accepted[j] ? odds[j] / right : 0));
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
