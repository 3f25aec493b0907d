import { Rules } from '@paved-road/plugin-paved-road-common';
import { ScorecardFilter } from '../scorecards/store/ScorecardStore';
import { StoredCampaign } from './CampaignStore';

/** Above the rank of every level. */
const OUT_OF_REACH = 1_000_000;

/**
 * The goal of a campaign, as a query for scorecards. A level that the rules no longer have ranks above all others, so
 * nothing reaches it.
 */
export function goalOf(
  { scope, targetLevel }: StoredCampaign,
  { levels }: Pick<Rules, 'levels'>,
): { scope: ScorecardFilter; targetRank: number } {
  const index = levels.findIndex(({ id }) => id === targetLevel);
  return { scope, targetRank: index === -1 ? OUT_OF_REACH : index + 1 };
}
