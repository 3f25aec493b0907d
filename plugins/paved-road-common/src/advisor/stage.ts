import { Stage } from './advice';
import { Profile } from './profile';

/** The stage of a product and whether enough answers are known to tell. */
export interface StageFinding {
  stage: Stage;
  known: boolean;
}

const manyTeams = 8;
const largeVolume = 1e8;
const manyModels = 3;
const strongGrowth = 5;

/**
 * Where a product stands. Nothing is known of a product whose number of teams and driver are open;
 * it is then treated as one that is about to start.
 */
export function stageOf({
  team,
  product,
  workload,
  growth,
}: Profile): StageFinding {
  const teams = team?.parallelTeams;
  const known = teams !== undefined && product?.driver !== undefined;
  const find = (stage: Stage): StageFinding => ({ stage, known });

  if (teams !== undefined && teams >= manyTeams) {
    return find('enterprise');
  }
  const volume = workload?.requestsPerMonth ?? 0;
  if (volume >= largeVolume || (teams ?? 1) > 1) {
    return find('scale-up');
  }
  const isSearching =
    product?.driver === 'time-to-market' || product?.roadmap === 'pivot-likely';
  if (isSearching || !known) {
    return find('mvp');
  }
  const hasTraction =
    (growth?.models ?? 1) >= manyModels ||
    (product?.driver === 'scale' && (growth?.users ?? 1) >= strongGrowth);
  return find(hasTraction ? 'scale-up' : 'small');
}
