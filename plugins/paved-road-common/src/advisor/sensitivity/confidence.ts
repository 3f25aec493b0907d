import { splitWorkload } from '../composition';
import { PlainPattern, plainPatterns } from '../patterns';
import { Profile } from '../profile';
import { getAnswer, Question, withAnswers } from '../questions';
import { Ranking, RankingOptions, rankWorkload } from '../rankWorkload';
import { classifyStage } from '../stage';
import { Chances, estimateChances, noChances } from './chances';
import { answerAt } from './priors';
import { Confidence } from './schemas';
import { WorstCase, estimateWorstCase } from './worstCase';

/** Arbitrary, but fixed. */
const seed = 20_261_101;

/**
 * Pseudo-random quantiles that are the same in every run and runtime (mulberry32): one in each of `count` equal
 * parts of 0..1, in random order.
 *
 * @param count - how many
 * @param stream - quantiles of different streams are independent
 */
export function drawQuantiles(count: number, stream: number): Float64Array {
  let state = (seed + Math.imul(stream + 1, 0x9e3779b9)) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  const quantiles = Float64Array.from(
    { length: count },
    (_, part) => (part + 0.5) / count,
  );
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(next() * (i + 1));
    [quantiles[i], quantiles[other]] = [quantiles[other], quantiles[i]];
  }
  return quantiles;
}

/** Number of draws of open answers. */
export const draws = 48;

/**
 * The chance that each pattern is right for the core. The worst case is a lower bound over all open answers, so
 * opening an answer never raises it. The expected case is the mean over open answers drawn from stated priors.
 * Both are equal if nothing is open. All profiles share the same draws.
 */
export function estimateConfidence(
  profile: Profile,
  ranking: Ranking,
  options: RankingOptions,
): Confidence {
  const worst = estimateWorstCase(profile, options);
  const { chances: drawn } = drawAnswers(profile, ranking, options);
  const expected = noChances();
  let ifAnswered = 0;
  for (const chances of drawn) {
    for (const pattern of plainPatterns) {
      expected[pattern] += chances[pattern] / drawn.length;
    }
    ifAnswered += Math.max(...Object.values(chances)) / drawn.length;
  }
  return {
    worstCase: bounded(worst, expected),
    expected,
    ifAnswered,
    openAnswers: worst.openAnswers(ranking.winner.pattern),
  };
}

/** A mean is below the bound only by rounding. */
function bounded({ chances }: WorstCase, expected: Chances): Chances {
  return Object.fromEntries(
    plainPatterns.map(pattern => [
      pattern,
      Math.min(chances[pattern], expected[pattern]),
    ]),
  ) as Chances;
}

/** Draws of the open answers, with the chances of the options for each. */
export interface Draws<Option extends string> {
  open: readonly { question: Question; quantiles: Float64Array }[];
  chances: readonly Readonly<Record<Option, number>>[];
}

export function drawAnswers(
  profile: Profile,
  ranking: Ranking,
  options: RankingOptions,
): Draws<PlainPattern> {
  const { assume, questions } = options;
  const scale = assume.get('chanceScale');
  const open = questions.flatMap((question, stream) =>
    getAnswer(profile, question.path) === undefined
      ? [{ question, quantiles: quantilesFor(stream) }]
      : [],
  );
  if (open.length === 0) {
    return { open, chances: [estimateChances(ranking.patterns, scale)] };
  }
  const chances = Array.from({ length: draws }, (_, draw) => {
    const complete = withAnswers(
      profile,
      open.map(({ question, quantiles }) => [
        question.path,
        answerAt(question, quantiles[draw], profile),
      ]),
    );
    const stage = classifyStage(complete, assume);
    const { patterns } = rankWorkload(
      splitWorkload(complete, stage, options).core,
      stage,
      options,
      complete,
    );
    return estimateChances(patterns, scale);
  });
  return { open, chances };
}

const kept = new Map<number, Float64Array>();

function quantilesFor(stream: number): Float64Array {
  const quantiles = kept.get(stream) ?? drawQuantiles(draws, stream);
  kept.set(stream, quantiles);
  return quantiles;
}
