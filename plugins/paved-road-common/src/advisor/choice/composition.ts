import { Pattern, PlainPattern } from '../profile/patterns';
import { Profile } from '../profile/profile';
import { PatternRanking, RankingOptions, rankWorkload } from './rankWorkload';
import { StageFinding, classifyStage } from '../quantities/stage';

/** How the parts of a workload run. */
export interface Composition {
  pattern: Pattern;
  core: PlainPattern;
  /** How background work runs, where that differs from the core. */
  background?: PlainPattern;
}

/**
 * Whether the model is the side work of a product instead of its core path: events call it, there is
 * substantial event-driven work, and functions suit it.
 */
export function isModelSideWork(
  profile: Profile,
  stage: StageFinding,
  options: RankingOptions,
): boolean {
  const { invocation, backgroundWork } = profile.workload ?? {};
  return (
    invocation === 'event' &&
    backgroundWork === 'substantial' &&
    rankSideWork(toSideProfile(profile), stage, options) === 'serverless'
  );
}

/** A part has one team and one model, whatever surrounds it. */
function toSideProfile(profile: Profile): Profile {
  const { team, growth } = profile;
  return {
    ...profile,
    team: { ...team, teamSize: undefined, parallelTeams: 1 },
    growth: { ...growth, models: 1 },
  };
}

/** The pattern of side work. In a grown product it is a small workload; in an MVP it is one more deployable. */
function rankSideWork(
  side: Profile,
  stage: StageFinding,
  options: RankingOptions,
): PlainPattern {
  const { mvp } = stage.shares;
  return rankWorkload(
    side,
    {
      ...stage,
      stage: mvp > 0.5 ? 'mvp' : 'small',
      shares: { mvp, small: 1 - mvp, 'scale-up': 0, enterprise: 0 },
    },
    options,
  ).winner.option;
}

/** The parts of a profile that are ranked separately. */
export interface Parts {
  core: Profile;
  /** Absent if there is too little side work to justify a second way to run things. */
  background?: Profile;
}

/**
 * Splits a profile into its core path and its side work. Side work is event-driven and spiky, without waiting
 * callers. Its run time is unknown, so cost plays no part.
 *
 * Where the model itself is the side work, the answers about the workload describe the side work, and the core
 * is the rest of the product.
 */
export function splitWorkload(
  profile: Profile,
  stage: StageFinding,
  options: RankingOptions,
): Parts {
  if (profile.workload?.backgroundWork !== 'substantial') {
    return { core: profile };
  }
  const background = toSideProfile(profile);
  return isModelSideWork(profile, stage, options)
    ? { core: { ...profile, workload: undefined }, background }
    : {
        core: profile,
        background: {
          ...background,
          workload: { traffic: 'spiky', latency: 'batch', invocation: 'event' },
        },
      };
}

/**
 * A hybrid is a composition, not a pattern: the background work is ranked separately from the core. If it suits
 * functions and the core does not, each part runs its own way. Always-on side work runs with the core instead.
 */
function compose(
  core: PlainPattern,
  part: Profile | undefined,
  stage: StageFinding,
  options: RankingOptions,
): Composition {
  return part &&
    core !== 'serverless' &&
    rankSideWork(part, stage, options) === 'serverless'
    ? { pattern: 'hybrid', core, background: 'serverless' }
    : { pattern: core, core };
}

export interface Recommendation extends Composition {
  stage: StageFinding;
  ranking: PatternRanking;
}

/** The recommendation for a profile, in numbers, not yet in words. */
export function recommend(
  profile: Profile,
  options: RankingOptions,
): Recommendation {
  const { ranking, stage, background } = rankCore(profile, options);
  return {
    ...compose(ranking.winner.option, background, stage, options),
    stage,
    ranking,
  };
}

export function rankCore(profile: Profile, options: RankingOptions) {
  const stage = classifyStage(profile, options.assume);
  const { core, background } = splitWorkload(profile, stage, options);
  const ranking = rankWorkload(core, stage, options, profile);
  return { ranking, stage, background };
}
