import { answerAt } from '../profile/priors';
import { Profile } from '../profile/profile';
import { isOpen, withAnswers } from '../profile/questions';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Axis, Draws } from './Axis';
import { perOption } from '../profile/perOption';
import { Chances, estimateChances } from './chances';
import { Ranking } from './rank';
import { Verdict } from './schemas';

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

export interface OptionConfidence<Id extends string> {
  /** The least chance of each option, whatever the open answers turn out to be. */
  worstCase: Chances<Id>;
  expected: Chances<Id>;
  /** The average chance of the best option if every question were answered. */
  ifAnswered: number;
  /** Open answers that can decide, weightiest first. */
  openAnswers: string[];
}

/**
 * The chance that each option is the right one. The worst case is a lower bound over all open answers, so opening an
 * answer never raises it. The expected case is the mean over open answers drawn from stated priors. Both are equal if
 * nothing is open. All profiles share the same draws.
 */
export function estimateConfidence<Id extends string>(
  profile: Profile,
  ranking: Ranking<Id>,
  axis: Axis<Id>,
): { confidence: OptionConfidence<Id>; draws: Draws<Id> } {
  const draws = drawAnswers(profile, ranking, axis);
  const { length } = draws.chances;
  const expected = perOption(axis.options, () => 0);
  let ifAnswered = 0;
  for (const chances of draws.chances) {
    for (const option of axis.options) {
      expected[option] += chances[option] / length;
    }
    ifAnswered +=
      Math.max(...axis.options.map(option => chances[option])) / length;
  }
  const { chances, openAnswers } = axis.estimateWorstCase(
    profile,
    ranking,
    draws,
  );
  const confidence = {
    // A mean is below the bound only by rounding.
    worstCase: perOption(axis.options, option =>
      Math.min(chances[option] ?? 0, expected[option]),
    ),
    expected,
    ifAnswered,
    openAnswers,
  };
  return { confidence, draws };
}

/** The chances for draws of the open answers, or for the known ones. */
function drawAnswers<Id extends string>(
  profile: Profile,
  ranking: Ranking<Id>,
  { assume, chanceScale, questions, draws, firstStream, rank }: Axis<Id>,
): Draws<Id> {
  const scale = assume.get(chanceScale);
  const open = questions.flatMap((question, stream) => {
    const { path } = question;
    return isOpen(profile, path)
      ? [
          {
            path,
            answers: Array.from(
              quantilesFor(draws, firstStream + stream),
              quantile => answerAt(question, quantile, profile),
            ),
          },
        ]
      : [];
  });
  if (open.length === 0) {
    return { open, chances: [estimateChances(ranking, scale)] };
  }
  const chances = Array.from({ length: draws }, (_, draw) => {
    const complete = withAnswers(
      profile,
      open.map(({ path, answers }) => [path, answers[draw]]),
    );
    return estimateChances(rank(complete), scale);
  });
  return { open, chances };
}

const kept = new Map<number, Float64Array>();

/** A stream belongs to one axis, so it always has the same number of draws. */
function quantilesFor(draws: number, stream: number): Float64Array {
  const quantiles = kept.get(stream) ?? drawQuantiles(draws, stream);
  kept.set(stream, quantiles);
  return quantiles;
}

/**
 * `clear` if the option is likely the right one. Otherwise `not-enough-answers` if answering the open questions would
 * probably make it clear, or else `close`: several options are defensible.
 *
 * @param isDecisiveOpen - whether an answer is open that no other one can replace
 */
export function classifyConfidence<Id extends string>(
  option: Id,
  { expected, ifAnswered }: OptionConfidence<Id>,
  assume: AssumptionSet,
  isDecisiveOpen = false,
): Verdict {
  const chance = expected[option];
  if (chance >= assume.get('clearChance')) {
    return 'clear';
  }
  return isDecisiveOpen || ifAnswered - chance > assume.get('openGain')
    ? 'not-enough-answers'
    : 'close';
}
