import { recommend } from '../../plugins/paved-road-common/src/advisor/choice/composition';
import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import { Weights } from '../../plugins/paved-road-common/src/advisor/profile/ids';
import {
  Pattern,
  PlainPattern,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../plugins/paved-road-common/src/advisor/profile/profile';
import { AssumptionSet } from '../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';
import {
  RankingOptions,
  rankingOptions,
} from '../../plugins/paved-road-common/src/advisor/choice/rankWorkload';
import { Score } from '../../plugins/paved-road-common/src/advisor/choice/rank';

/*
 * The fast parts of `advise`, for tens of thousands of profiles: the same numbers without simulations, flips and texts.
 */

/** What the model finds for one pattern. */
export interface QuickPattern {
  pattern: PlainPattern;
  fit: number;
  eligible: boolean;
  /** USD a month at the expected volume; absent where it is not known. */
  monthly?: number;
  /** Absent if nobody waits, or if it is unknown. */
  meetsRequirement?: boolean;
}

export interface QuickAdvice {
  pattern: Pattern;
  core: PlainPattern;
  patterns: Record<PlainPattern, QuickPattern>;
}

function buildRankingOptions(
  model: DecisionModel,
  weights: Weights = {},
): RankingOptions {
  const assume = new AssumptionSet({}, model.assumptions);
  return rankingOptions({
    model,
    platform: model.defaultPlatform,
    weights,
    assume,
  });
}

/** Gives advice on profiles, optionally with other weights. */
export function quickAdviser(
  model: DecisionModel,
  weights?: Weights,
): (profile: Profile) => QuickAdvice {
  const options = buildRankingOptions(model, weights);
  return profile => {
    const { pattern, core, ranking } = recommend(profile, options);
    const found = ranking.options.map(ranked => {
      const cost = ranking.measures.cost[ranked.option];
      const latency = ranking.measures.latency[ranked.option];
      return {
        pattern: ranked.option,
        fit: ranked.fit,
        eligible: ranked.tier !== 'out',
        monthly: cost.status === 'priced' ? cost.monthly : undefined,
        meetsRequirement:
          latency.status === 'estimated' ? latency.meetsRequirement : undefined,
      };
    });
    return {
      pattern,
      core,
      patterns: Object.fromEntries(
        found.map(one => [one.pattern, one]),
      ) as QuickAdvice['patterns'],
    };
  };
}

/** Ranks the patterns of a profile, criterion by criterion. */
export function rankPatterns(
  profile: Profile,
  model: DecisionModel,
): Score<PlainPattern>[] {
  return recommend(profile, buildRankingOptions(model)).ranking.options;
}
