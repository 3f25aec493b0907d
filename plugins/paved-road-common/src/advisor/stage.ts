import { Stage } from './ids';
import { Profile } from './profile';
import { AssumptionSet } from './quantities/AssumptionSet';
import { getAnswer, QuestionPath, withAnswer } from './questions';

/** The stage of a product and whether enough answers are known to tell. */
export interface StageFinding {
  stage: Stage;
  known: boolean;
}

/**
 * Where a product stands. Nothing is known of a product whose number of teams and driver are open;
 * it is then treated as one that is about to start.
 */
export function stageOf(
  { team, product, workload, growth }: Profile,
  assume: AssumptionSet,
): StageFinding {
  const teams = team?.parallelTeams;
  const known = teams !== undefined && product?.driver !== undefined;
  const find = (stage: Stage): StageFinding => ({ stage, known });

  if (teams !== undefined && teams >= assume.get('enterpriseTeams')) {
    return find('enterprise');
  }
  const volume = workload?.requestsPerMonth ?? 0;
  if (volume >= assume.get('scaleUpVolume') || (teams ?? 1) > 1) {
    return find('scale-up');
  }
  const isSearching =
    product?.driver === 'time-to-market' || product?.roadmap === 'pivot-likely';
  if (isSearching || !known) {
    return find('mvp');
  }
  const hasTraction =
    (growth?.models ?? 1) >= assume.get('scaleUpModels') ||
    (product?.driver === 'scale' &&
      (growth?.users ?? 1) >= assume.get('scaleUpGrowth'));
  return find(hasTraction ? 'scale-up' : 'small');
}

/** The answers on which the stage depends. */
export const stagePaths = [
  'team.parallelTeams',
  'product.driver',
  'product.roadmap',
  'workload.requestsPerMonth',
  'growth.models',
  'growth.users',
] as const satisfies readonly QuestionPath[];

/** The stages that a profile may turn out to be in, whatever its open answers are. */
export function possibleStages(
  profile: Profile,
  assume: AssumptionSet,
): Stage[] {
  // Below and at each threshold is all that makes a difference.
  const telling: Record<(typeof stagePaths)[number], (string | number)[]> = {
    'team.parallelTeams': [1, 2, assume.get('enterpriseTeams')],
    'product.driver': ['time-to-market', 'scale', 'cost'],
    'product.roadmap': ['stable', 'pivot-likely'],
    'workload.requestsPerMonth': [0, assume.get('scaleUpVolume')],
    'growth.models': [1, assume.get('scaleUpModels')],
    'growth.users': [1, assume.get('scaleUpGrowth')],
  };
  let profiles = [profile];
  for (const path of stagePaths) {
    if (getAnswer(profile, path) === undefined) {
      profiles = profiles.flatMap(known =>
        telling[path].map(answer => withAnswer(known, path, answer)),
      );
    }
  }
  return [...new Set(profiles.map(known => stageOf(known, assume).stage))];
}
