import { recommend } from '../../plugins/paved-road-common/src/advisor/choice/composition';
import { DecisionModel } from '../../plugins/paved-road-common/src/advisor/options/DecisionModel';
import {
  PlatformId,
  Weights,
} from '../../plugins/paved-road-common/src/advisor/profile/ids';
import {
  Pattern,
  PlainPattern,
  plainPatterns,
} from '../../plugins/paved-road-common/src/advisor/profile/patterns';
import { Profile } from '../../plugins/paved-road-common/src/advisor/profile/profile';
import { AssumptionSet } from '../../plugins/paved-road-common/src/advisor/quantities/AssumptionSet';
import { Measures } from '../../plugins/paved-road-common/src/advisor/quantities/measure';
import {
  RankingOptions,
  rankingOptions,
} from '../../plugins/paved-road-common/src/advisor/choice/rankWorkload';
import { estimateWorstCase } from '../../plugins/paved-road-common/src/advisor/choice/worstCase';
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
  platform = model.defaultPlatform,
): RankingOptions {
  const assume = new AssumptionSet({}, model.assumptions);
  return rankingOptions({ model, platform, weights, assume });
}

const findMonthlyCost = ({ cost }: Measures, pattern: PlainPattern) => {
  const priced = cost[pattern];
  return priced.status === 'priced' ? priced.monthly : undefined;
};

/** Gives advice on profiles, optionally with other weights. */
export function quickAdviser(
  model: DecisionModel,
  weights?: Weights,
): (profile: Profile) => QuickAdvice {
  const options = buildRankingOptions(model, weights);
  return profile => {
    const { pattern, core, ranking } = recommend(profile, options);
    const found = ranking.options.map(ranked => {
      const latency = ranking.measures.latency[ranked.option];
      return {
        pattern: ranked.option,
        fit: ranked.fit,
        eligible: ranked.tier !== 'out',
        monthly: findMonthlyCost(ranking.measures, ranked.option),
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

export function pricer(
  model: DecisionModel,
  platform: PlatformId,
): (profile: Profile) => [PlainPattern, number | undefined][] {
  const { measure } = buildRankingOptions(model, {}, platform);
  return profile => {
    const measures = measure(profile);
    return plainPatterns.map(pattern => [
      pattern,
      findMonthlyCost(measures, pattern),
    ]);
  };
}

/** Finds the certainty of each pattern for the worst values of the open answers. */
export function worstCaseFinder(
  model: DecisionModel,
): (profile: Profile) => Record<PlainPattern, number> {
  const options = buildRankingOptions(model);
  return profile => estimateWorstCase(profile, options).chances;
}
