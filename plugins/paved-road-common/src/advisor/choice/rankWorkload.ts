import { perOption } from '../profile/perOption';
import { estimateDemand } from './demand';
import { teamCapability } from '../profile/teamCapability';
import { ComparedCriterion } from '../options/criterion';
import { Ranking, rank, Score } from './rank';
import { DecisionModel } from '../options/DecisionModel';
import {
  fleetShare,
  FitContext,
  rateSupply,
  supplyReason,
} from '../options/patterns/supply';
import { PlatformId, Weights } from '../profile/ids';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { Profile } from '../profile/profile';
import { AssumptionSet } from '../quantities/AssumptionSet';
import { Measurer, measurer, Measures } from '../quantities/measure';
import { ModelCall, countServices } from '../quantities/workload';
import { Question, QuestionPath } from '../profile/questions';
import { StageFinding } from '../quantities/stage';
import { findPatternVetoes } from './vetoes';

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

/** The ranked patterns of a workload, or of a part of it, with the numbers behind them. */
export interface PatternRanking extends Ranking<PlainPattern> {
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
): PatternRanking {
  const platformModel = model.platforms[platform];
  const vetoes = perOption(plainPatterns, pattern =>
    findPatternVetoes(whole, pattern, platformModel, model, assume),
  );
  const measures = measure(profile);
  const context: FitContext = {
    model,
    profile,
    hasWorkload: profile.workload !== undefined,
    fleet: fleetShare(countServices(profile), assume),
    stage,
    measures,
    eligible: plainPatterns.filter(pattern => vetoes[pattern].length === 0),
    assume,
  };
  const meets = (pattern: PlainPattern) => {
    const latency = measures.latency[pattern];
    return latency.status === 'estimated'
      ? latency.meetsRequirement
      : undefined;
  };
  const someMeets = context.eligible.some(pattern => meets(pattern) === true);
  const ranking = rank<PlainPattern>({
    options: plainPatterns,
    criteria: model.criteria,
    weights,
    vetoes,
    missesRequirement: pattern => someMeets && meets(pattern) === false,
    getShared: criterion => ({ value: sharedValue(criterion, profile) }),
    rate: (criterion, pattern) => rateSupply(criterion, pattern, context),
    explain: (criterion, pattern) => supplyReason(criterion, pattern, context),
  });
  const isRunnable = ({ vetoes: found }: Score<PlainPattern>) =>
    found.every(({ kind }) => kind === 'filter');
  const { winner, options } = ranking;
  return {
    ...ranking,
    winner:
      winner.tier === 'out' ? (options.find(isRunnable) ?? winner) : winner,
    measures,
  };
}

/** What the stage demands of every pattern: to suit it. */
export const fullDemand = 5;

/** The demand of a profile, or the capability of its team where patterns make a demand on the team. */
function sharedValue(
  { id, kind, demand }: ComparedCriterion<PlainPattern>,
  profile: Profile,
): number | undefined {
  if (kind === 'requirement') {
    return teamCapability(profile);
  }
  return id === 'stage-fit' ? fullDemand : estimateDemand(profile, demand);
}
