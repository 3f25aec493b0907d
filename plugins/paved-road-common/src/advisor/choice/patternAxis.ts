import { patternDescriptions } from '../options/patterns/descriptions';
import { findWeightFlips } from './weightFlips';
import { findFlips } from './flips';
import { Flips } from './schemas';
import { Weights } from '../profile/ids';
import { Profile } from '../profile/profile';
import { estimateWorstCase } from './worstCase';
import {
  isModelSideWork,
  rankCore,
  Recommendation,
  recommend,
} from './composition';
import { PlainPattern, plainPatterns, Pattern } from '../profile/patterns';
import { Axis } from './Axis';
import { RankingOptions } from './rankWorkload';

export function patternAxis(options: RankingOptions): Axis<PlainPattern> {
  return {
    options: plainPatterns,
    questions: options.questions,
    chanceScale: 'chanceScale',
    draws: 48,
    firstStream: 0,
    assume: options.assume,
    rank: profile => rankCore(profile, options).ranking,
    estimateWorstCase: (profile, { winner }) => {
      const worst = estimateWorstCase(profile, options);
      return {
        chances: worst.chances,
        openAnswers: worst
          .openAnswers(winner.option)
          .filter(path => !options.settled.has(path)),
      };
    },
  };
}

/** The part of a recommendation whose change is a flip. */
type PatternOutcome = Pick<Recommendation, 'pattern' | 'core' | 'background'>;

/** The changes of answers, numbers and weights that would change a recommendation. */
export function findPatternFlips(
  profile: Profile,
  current: Recommendation,
  options: RankingOptions,
): Flips {
  const { answers, numbers, without } = findFlips<
    Recommendation,
    PatternOutcome
  >(
    profile,
    options.questions.filter(({ path }) => !options.settled.has(path)),
    {
      choose: other => recommend(other, options),
      isCurrent: ({ core, background }) =>
        core === current.core && background === current.background,
      isEligible: () => true,
      toOutcome: ({ pattern, core, background }) => ({
        pattern,
        core,
        ...(background && { background }),
      }),
      toText: outcomeText,
    },
  );
  // A weight can also decide which part is the core. Then two patterns are not level at the threshold.
  const isSideWorkWith = (weights: Weights) =>
    isModelSideWork(profile, current.stage, { ...options, weights });
  const isSideWork = isSideWorkWith(options.weights);
  const weights = findWeightFlips(current.ranking).filter(
    ({ criterion, threshold }) =>
      isSideWorkWith({ ...options.weights, [criterion]: threshold }) ===
      isSideWork,
  );
  return { answers, numbers, weights, without };
}

/** An outcome in a few words, e.g. "Hybrid (core: microservices, background work: serverless functions)". */
function outcomeText({ pattern, core, background }: PatternOutcome): string {
  const title = (id: Pattern) => patternDescriptions[id].title;
  return background
    ? `${title(pattern)} (core: ${title(core).toLowerCase()}, background work: ${title(background).toLowerCase()})`
    : title(pattern);
}
