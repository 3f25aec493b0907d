import { Pattern, PlainPattern } from './patterns';
import { Profile } from './profile';
import { Ranking, RankingOptions, rankWorkload } from './rankWorkload';
import { StageFinding, stageOf } from './stage';

/** How the parts of a workload run. */
export interface Composition {
  pattern: Pattern;
  core: PlainPattern;
  /** How background work runs, where that differs from the core. */
  background?: PlainPattern;
}

/**
 * Whether the model is the side work of a product, and not its core path: events call it, there is
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
    patternOfSide(sideOf(profile), stage, options) === 'serverless'
  );
}

/** A part has one team and one model, whatever its surroundings. */
function sideOf(profile: Profile): Profile {
  const { team, growth } = profile;
  return {
    ...profile,
    team: { ...team, teamSize: undefined, parallelTeams: 1 },
    growth: { ...growth, models: 1 },
  };
}

/** How side work runs. A part of a grown product is a small thing of its own; in an MVP it is one more deployable. */
function patternOfSide(
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
  ).winner.pattern;
}

/** A profile taken apart into what is ranked apart. */
export interface Parts {
  core: Profile;
  /** Absent if there is too little side work to justify a second way to run things. */
  background?: Profile;
}

/**
 * The core path and the side work as profiles of their own. Side work is event-driven, spiky, and nobody
 * waits for it; what its runs take is not known, so cost plays no part.
 *
 * Where the model is that work, all that is answered about the workload describes it, and the core is what
 * is left of the product.
 */
export function partsOf(
  profile: Profile,
  stage: StageFinding,
  options: RankingOptions,
): Parts {
  if (profile.workload?.backgroundWork !== 'substantial') {
    return { core: profile };
  }
  const background = sideOf(profile);
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
 * A hybrid is a composition, not a pattern of its own: the background work is ranked apart from the core, and where
 * it suits functions and the core does not, each part runs its own way. Side work that is always on does not justify
 * a second way: it runs beside the core.
 */
function compose(
  core: PlainPattern,
  part: Profile | undefined,
  stage: StageFinding,
  options: RankingOptions,
): Composition {
  return part &&
    core !== 'serverless' &&
    patternOfSide(part, stage, options) === 'serverless'
    ? { pattern: 'hybrid', core, background: 'serverless' }
    : { pattern: core, core };
}

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
