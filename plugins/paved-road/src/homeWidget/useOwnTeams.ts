import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../api';
import { fetchSummary } from '../governance/fetchSummary';
import { useFleetData } from '../governance/useFleetData';

type Group = ScorecardsSummary['groups'][number];

/** The services of a person and their teams. */
export interface OwnTeams {
  /** Those who own services, the ones with most of them below the target first. */
  owners: Group[];
  /** Id of the target level. */
  targetLevel: string;
}

/** How the services do that a person, or a group that they are a member of, owns. */
export function useOwnTeams() {
  const api = useApi(pavedRoadApiRef);
  const identityApi = useApi(identityApiRef);
  return useFleetData(async (): Promise<OwnTeams> => {
    const [{ ownershipEntityRefs }, { groups, totals }] = await Promise.all([
      identityApi.getBackstageIdentity(),
      fetchSummary(api, 'owner'),
    ]);
    const below = ({ entities, onTheRoad }: Group) => entities - onTheRoad;
    return {
      owners: groups
        .filter(({ key }) => ownershipEntityRefs.includes(key))
        .sort((a, b) => below(b) - below(a)),
      targetLevel: totals.targetLevel,
    };
  }, [api, identityApi]);
}
