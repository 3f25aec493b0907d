import { compose, Composition, partsOf } from './composition';
import { Profile } from './profile';
import { Ranking, RankingOptions, rankWorkload } from './rankWorkload';
import { StageFinding, stageOf } from './stage';

/** A recommendation with its basis. */
export interface Recommendation extends Composition {
  stage: StageFinding;
  ranking: Ranking;
}

/** The recommendation for a profile, in numbers, not yet in words. */
export function recommend(
  profile: Profile,
  options: RankingOptions,
): Recommendation {
  const stage = stageOf(profile, options.assume);
  const parts = partsOf(profile, stage, options);
  const ranking = rankWorkload(parts.core, stage, options, profile);
  return {
    ...compose(ranking.winner.pattern, parts.background, stage, options),
    stage,
    ranking,
  };
}
