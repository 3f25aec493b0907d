import { perOption } from '../profile/perOption';
import { chanceByLeads } from './leads';
import { getWeight } from './rank';
import { isModelSideWork } from './composition';
import { FitContext, fleetShare } from '../options/patterns/supply';
import { PlainPattern, plainPatterns } from '../profile/patterns';
import { limitPaths } from '../options/patterns/platformLimits';
import { Profile } from '../profile/profile';
import { Measures } from '../quantities/measure';
import { countServices } from '../quantities/workload';
import { isOpen, QuestionPath } from '../profile/questions';
import { RankingOptions } from './rankWorkload';
import { classifyStage } from '../quantities/stage';
import { couldMeet, findPatternVetoes } from './vetoes';
import { leastLeads, pairs, criterionPaths } from './openAnswers';

/** The smallest leads in the core path, for one of the parts that it can be. */
interface LeastLeads {
  eligible: Eligibility;
  /** By criterion and pair, in points. */
  leads: number[][];
  context: FitContext;
}

/**
 * The lowest chances: each criterion takes the least favourable answers for a pattern, so no actual answers
 * give less.
 */
export function estimateWorstCase(profile: Profile, options: RankingOptions) {
  const { model, weights, assume } = options;
  const leadsByProfile = possibleCoreProfiles(profile, options).map(core =>
    computeLeastLeads(core, profile, options),
  );
  const used = model.criteria.map(criterion => getWeight(criterion, weights));
  const scale = assume.get('chanceScale');
  return {
    chances: perOption(plainPatterns, pattern =>
      Math.min(
        ...leadsByProfile.map(least =>
          leastChance(plainPatterns.indexOf(pattern), least, used, scale),
        ),
      ),
    ),
    /** Open answers that can cost a pattern points, most points first. */
    openAnswers: (pattern: PlainPattern) =>
      rankOpenAnswerPaths(
        profile,
        plainPatterns.indexOf(pattern),
        leadsByProfile,
        used,
        options,
      ),
  };
}

/** The possible core parts of a profile; both, while an open answer decides. */
function possibleCoreProfiles(
  profile: Profile,
  options: RankingOptions,
): { profile: Profile; hasWorkload: boolean }[] {
  const { invocation, backgroundWork } = profile.workload ?? {};
  const all = { profile, hasWorkload: true };
  const rest = {
    profile: { ...profile, workload: undefined },
    hasWorkload: false,
  };
  const mayBeEvent = invocation === undefined || invocation === 'event';
  const mayBeSubstantial =
    backgroundWork === undefined || backgroundWork === 'substantial';
  if (!mayBeEvent || !mayBeSubstantial) {
    return [all];
  }
  if (options.questions.some(({ path }) => isOpen(profile, path))) {
    return [all, rest];
  }
  const stage = classifyStage(profile, options.assume);
  return isModelSideWork(profile, stage, options) ? [rest] : [all];
}

function computeLeastLeads(
  { profile, hasWorkload }: { profile: Profile; hasWorkload: boolean },
  whole: Profile,
  options: RankingOptions,
): LeastLeads {
  const { model, assume, measure } = options;
  const eligible = eligibility(whole, hasWorkload, options);
  const context: FitContext = {
    model,
    profile,
    hasWorkload,
    fleet: fleetShare(countServices(profile), assume),
    stage: classifyStage(profile, assume),
    measures: measure(profile),
    eligible: plainPatterns.filter((_, index) => eligible.possible[index]),
    assume,
  };
  // The cheapest pattern depends on which ones are eligible.
  const isMeasureOpen = eligible.certain.some(
    (is, index) => is !== eligible.possible[index],
  );
  return {
    eligible,
    leads: model.criteria.map(criterion =>
      leastLeads(criterion, context, isMeasureOpen),
    ),
    context,
  };
}

function leastChance(
  pattern: number,
  { eligible, leads }: LeastLeads,
  weights: readonly number[],
  scale: number,
): number {
  if (!eligible.certain[pattern]) {
    return 0;
  }
  const rivals = [...pairs.entries()].filter(
    ([, [one, other]]) => one === pattern && eligible.possible[other],
  );
  return chanceByLeads(
    rivals.map(([pair]) =>
      weights.reduce(
        (points, weight, index) => points + weight * leads[index][pair],
        0,
      ),
    ),
    scale,
  );
}

function rankOpenAnswerPaths(
  profile: Profile,
  pattern: number,
  leadsByProfile: readonly LeastLeads[],
  weights: readonly number[],
  { model }: RankingOptions,
): QuestionPath[] {
  const doubt = new Map<QuestionPath, number>();
  for (const { eligible, leads } of leadsByProfile) {
    for (const path of eligible.open) {
      doubt.set(path, Infinity);
    }
    model.criteria.forEach((criterion, index) => {
      const least = Math.min(
        0,
        ...leads[index].filter((_, pair) => pairs[pair][0] === pattern),
      );
      const points = -least * weights[index];
      for (const path of new Set(
        criterionPaths(criterion, model).filter(each => isOpen(profile, each)),
      )) {
        doubt.set(path, Math.max(doubt.get(path) ?? 0, points));
      }
    });
  }
  return [...doubt]
    .filter(([, points]) => points > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([path]) => path);
}

/** The patterns that can run, in the order of `plainPatterns`. */
interface Eligibility {
  /** Eligible whatever the open answers turn out to be. */
  certain: boolean[];
  /** Eligible for some answers. */
  possible: boolean[];
  /** Open answers that can rule a pattern out. */
  open: QuestionPath[];
}

/**
 * The patterns that the platform, the policies and the required latency allow, given the known answers.
 *
 * @param hasWorkload - whether the required latency applies to this part
 */
function eligibility(
  profile: Profile,
  hasWorkload: boolean,
  { model, platform, measure, assume }: RankingOptions,
): Eligibility {
  const platformModel = model.platforms[platform];
  const openLimits = limitPaths(profile, platformModel.limits, assume);
  const { latency } = measure(profile);
  const missed = missedRequirements(profile, hasWorkload, latency);
  const found = plainPatterns.map((pattern, index) => {
    const ruledOut =
      findPatternVetoes(profile, pattern, platformModel, model, assume).length >
      0;
    const openPolicies = model.filters
      .filter(
        filter => filter.pattern === pattern && couldMeet(filter, profile),
      )
      .flatMap(({ when }) =>
        when.map(({ path }) => path).filter(path => isOpen(profile, path)),
      );
    const open = ruledOut
      ? []
      : [...(pattern === 'serverless' ? openLimits : []), ...openPolicies];
    const misses = missed[index];
    return {
      possible: !ruledOut && misses !== 'yes',
      certain: !ruledOut && open.length === 0 && misses === 'no',
      open,
    };
  });
  return {
    certain: found.map(({ certain }) => certain),
    possible: found.map(({ possible }) => possible),
    open: [...new Set(found.flatMap(({ open }) => open))],
  };
}

type Misses = 'yes' | 'no' | 'maybe';

/*
 * Whether a pattern misses the requirement while another one meets it; possible with open answers. A monolith
 * has the shortest path, so no other pattern meets what it misses.
 */
function missedRequirements(
  { workload }: Profile,
  hasWorkload: boolean,
  latency: Measures['latency'],
): Misses[] {
  if (!hasWorkload || workload?.latency === 'batch') {
    return plainPatterns.map(() => 'no');
  }
  const meets = plainPatterns.map(pattern => {
    const estimate = latency[pattern];
    return estimate.status === 'estimated'
      ? estimate.meetsRequirement
      : undefined;
  });
  if (workload?.accelerator === undefined || meets.includes(undefined)) {
    return plainPatterns.map(pattern =>
      pattern === 'monolith' ? 'no' : 'maybe',
    );
  }
  return meets.map(is => (meets.includes(true) && is === false ? 'yes' : 'no'));
}
