import { PlatformId, RankedPattern, Veto, Weights } from './advice';
import { rankPatterns } from './fit/rankPatterns';
import { PlainPattern, plainPatterns } from './patterns';
import { Profile } from './profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { Quantities, quantify } from './quantities/quantify';
import { StageFinding } from './stage';
import { vetoesOf } from './vetoes';

/** What stays the same for all parts of a workload. */
export interface RankingOptions {
  platform: PlatformId;
  weights: Weights;
  assume: AssumptionSet;
}

/** The patterns of a workload, or of a part of it, with the numbers behind them. */
export interface Ranking {
  /** Highest fit first. */
  patterns: RankedPattern[];
  winner: RankedPattern;
  /** Absent when only one pattern is eligible. */
  runnerUp?: RankedPattern;
  quantities: Quantities;
}

/** Ranks the patterns; limits of the platform concern functions only. */
export function rankWorkload(
  profile: Profile,
  stage: StageFinding,
  { platform, weights, assume }: RankingOptions,
): Ranking {
  const vetoes: Record<PlainPattern, Veto[]> = {
    monolith: [],
    microservices: [],
    serverless: vetoesOf(profile, platform),
  };
  const quantities = quantify(profile, platform, assume);
  const patterns = rankPatterns(
    {
      profile,
      stage,
      quantities,
      eligible: plainPatterns.filter(pattern => vetoes[pattern].length === 0),
      assume,
    },
    vetoes,
    weights,
  );
  const [winner, runnerUp] = patterns.filter(({ eligible }) => eligible);
  return { patterns, winner, ...(runnerUp && { runnerUp }), quantities };
}
