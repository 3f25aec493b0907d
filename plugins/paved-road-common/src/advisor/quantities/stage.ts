import { Stage } from '../profile/ids';
import { Profile } from '../profile/profile';
import { AssumptionSet } from './AssumptionSet';
import { isOpen, QuestionPath, withAnswer } from '../profile/questions';
import { logRampAround, logRampBetween } from './ramp';

/** The share of each stage in a product; the shares sum to 1. */
export type StageShares = Readonly<Record<Stage, number>>;

/** The stage of a product, and whether enough answers are known. */
export interface StageFinding {
  /** The stage with the largest share. */
  stage: Stage;
  shares: StageShares;
  known: boolean;
}

/**
 * Finds the stage of a product. It does not depend on volume, whose effects on scaling, cost and latency are
 * measured separately. Stages overlap.
 *
 * Without answers about teams and driver, the product counts as about to start.
 */
export function classifyStage(
  { team, product, growth }: Profile,
  assume: AssumptionSet,
): StageFinding {
  const teams = team?.parallelTeams ?? 1;
  const known =
    team?.parallelTeams !== undefined && product?.driver !== undefined;

  const enterprise = logRampAround(teams, assume.get('enterpriseTeams'));
  const several = logRampBetween(teams, 1, assume.get('scaleUpTeams'));
  const isSearching =
    !known ||
    product.driver === 'time-to-market' ||
    product.roadmap === 'pivot-likely';
  const traction = isSearching
    ? 0
    : Math.max(
        logRampAround(growth?.models ?? 1, assume.get('scaleUpModels')),
        product.driver === 'scale'
          ? logRampAround(growth?.users ?? 1, assume.get('scaleUpGrowth'))
          : 0,
      );
  const scaleUp = (1 - enterprise) * Math.max(several, traction);
  const rest = 1 - enterprise - scaleUp;
  const shares: StageShares = {
    mvp: isSearching ? rest : 0,
    'scale-up': scaleUp,
    enterprise,
    small: isSearching ? 0 : rest,
  };
  const stage = (Object.keys(shares) as Stage[]).reduce((most, other) =>
    shares[other] > shares[most] ? other : most,
  );
  return { stage, shares, known };
}

/** The answers on which the stage depends. */
export const stagePaths = [
  'team.parallelTeams',
  'product.driver',
  'product.roadmap',
  'growth.models',
  'growth.users',
] as const satisfies readonly QuestionPath[];

/** The possible findings over all open answers: at the ends of the ramps, and for each choice that matters. */
export function possibleStages(
  profile: Profile,
  assume: AssumptionSet,
): StageFinding[] {
  const telling: Record<(typeof stagePaths)[number], (string | number)[]> = {
    'team.parallelTeams': [
      1,
      assume.get('scaleUpTeams'),
      100 * assume.get('enterpriseTeams'),
    ],
    'product.driver': ['time-to-market', 'scale', 'cost'],
    'product.roadmap': ['stable', 'pivot-likely'],
    'growth.models': [1, 100 * assume.get('scaleUpModels')],
    'growth.users': [1, 100 * assume.get('scaleUpGrowth')],
  };
  let profiles = [profile];
  for (const path of stagePaths) {
    if (isOpen(profile, path)) {
      profiles = profiles.flatMap(known =>
        telling[path].map(answer => withAnswer(known, path, answer)),
      );
    }
  }
  return profiles.map(known => classifyStage(known, assume));
}
