import { Veto } from '../explain/advice';
import { DecisionModel } from '../options/DecisionModel';
import { PatternScore, scorePatterns } from './scorePatterns';
import { fleetShare } from '../options/patterns/supply';
import { PlatformId, Weights } from '../profile/ids';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { Profile } from '../profile/profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Measurer, measurer, Measures } from '../quantities/measure';
import { ModelCall, countServices } from '../quantities/workload';
import { Question, QuestionPath } from '../profile/questions';
import { StageFinding } from '../quantities/stage';
import { findPolicyVetoes, findPlatformLimitVetoes } from './vetoes';

/** The options shared by all parts of a workload. */
export interface RankingOptions {
  model: DecisionModel;
  platform: PlatformId;
  weights: Weights;
  assume: AssumptionSet;
  /** For the platform and the assumptions. */
  measure: Measurer;
  /** The questions about the application, without those about a language model. */
  questions: readonly Question[];
  /** Questions that the placement of a language model settles, whatever the answers are. */
  settled: ReadonlySet<QuestionPath>;
}

/** Completes the options of a ranking. */
export function rankingOptions(
  given: Pick<RankingOptions, 'model' | 'platform' | 'weights' | 'assume'>,
  {
    call,
    settled,
  }: { call?: ModelCall; settled?: ReadonlySet<QuestionPath> } = {},
): RankingOptions {
  const { model, platform, assume } = given;
  return {
    ...given,
    measure: measurer(model.platforms[platform], assume, call),
    questions: model.questions.filter(({ step }) => step !== 'llm'),
    settled: settled ?? new Set(),
  };
}

/** The patterns of a workload, or of a part of it, with the numbers behind them. */
export interface Ranking {
  /** By rank: highest fit first; misses of a stated requirement last. */
  patterns: PatternScore[];
  winner: PatternScore;
  /** Absent when only one pattern is eligible. */
  runnerUp?: PatternScore;
  measures: Measures;
}

/**
 * Ranks the patterns; limits of the platform apply only to functions. If policies rule out every pattern, the
 * best one that the platform can run still wins, with its filters listed.
 *
 * @param whole - the profile that this is part of; limits and policies apply to the whole
 */
export function rankWorkload(
  profile: Profile,
  stage: StageFinding,
  { model, platform, weights, assume, measure }: RankingOptions,
  whole: Profile = profile,
): Ranking {
  const platformModel = model.platforms[platform];
  const vetoes: Record<PlainPattern, Veto[]> = {
    monolith: findPolicyVetoes(whole, 'monolith', model),
    microservices: findPolicyVetoes(whole, 'microservices', model),
    serverless: [
      ...findPlatformLimitVetoes(whole, platformModel, model, assume),
      ...findPolicyVetoes(whole, 'serverless', model),
    ],
  };
  const measures = measure(profile);
  const patterns = scorePatterns(
    {
      model,
      profile,
      hasWorkload: profile.workload !== undefined,
      fleet: fleetShare(countServices(profile), assume),
      stage,
      measures,
      eligible: plainPatterns.filter(pattern => vetoes[pattern].length === 0),
      assume,
    },
    vetoes,
    weights,
  );
  const [best, runnerUp] = patterns.filter(
    ({ standing }) => standing !== 'out',
  );
  const winner =
    best ??
    patterns.find(({ vetoes: found }) =>
      found.every(({ kind }) => kind === 'filter'),
    ) ??
    patterns[0];
  return { patterns, winner, ...(runnerUp && { runnerUp }), measures };
}
