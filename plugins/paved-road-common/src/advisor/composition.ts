import { Pattern, PlainPattern } from './patterns';
import { Profile } from './profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { RankingOptions, rankWorkload } from './rankWorkload';
import { StageFinding } from './stage';

/** How the parts of a workload run. */
export interface Composition {
  pattern: Pattern;
  core: PlainPattern;
  /** How background work runs, where that differs from the core. */
  background?: PlainPattern;
}

/**
 * The background work of a workload as a profile of its own: event-driven, spiky, and nobody waits
 * for it. The team, the product and the growth are the same, but a part has one team and one model.
 * What its runs take is not known, so cost plays no part.
 *
 * @returns undefined when there is none, or when it is not known
 */
function backgroundProfileOf(
  profile: Profile,
  assume: AssumptionSet,
): Profile | undefined {
  const { team, growth, workload } = profile;
  if (!workload?.backgroundWork || workload.backgroundWork === 'none') {
    return undefined;
  }
  const { requestsPerMonth } = workload;
  return {
    ...profile,
    team: { ...team, teamSize: undefined, parallelTeams: 1 },
    workload: {
      traffic: 'spiky',
      latency: 'batch',
      invocation: 'event',
      requestsPerMonth:
        requestsPerMonth === undefined
          ? undefined
          : requestsPerMonth * assume.get('backgroundShare'),
    },
    growth: { ...growth, models: 1 },
  };
}

/**
 * A hybrid is a composition, not a pattern of its own: the background work is ranked apart from the
 * core, and where the winners differ, each part runs its own way.
 */
export function compose(
  core: PlainPattern,
  profile: Profile,
  stage: StageFinding,
  options: RankingOptions,
): Composition {
  const part = backgroundProfileOf(profile, options.assume);
  if (!part) {
    return { pattern: core, core };
  }
  // A part of a grown product is a small thing of its own; in an MVP it is one more deployable.
  const partStage: StageFinding =
    stage.stage === 'mvp' ? stage : { ...stage, stage: 'small' };
  const background = rankWorkload(part, partStage, options).winner.pattern;
  return background === core
    ? { pattern: core, core }
    : { pattern: 'hybrid', core, background };
}
