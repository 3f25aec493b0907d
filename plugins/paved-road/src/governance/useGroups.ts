import { useApi } from '@backstage/core-plugin-api';
import {
  fleetChannel,
  ScorecardsSummary,
  SummaryQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { pavedRoadApiRef } from '../api';
import { usePages } from '../components/usePages';
import { useChangeSignal } from '../signals';

/** Some services of the fleet, summed up. */
export type ServiceGroup = ScorecardsSummary['groups'][number];

/** Groups, and what is known besides them, see `ScorecardsSummary`. */
export type GroupList = Omit<ScorecardsSummary, 'groups'> & {
  items: ServiceGroup[];
};

/** How the services of each group do, for groups of which there can be many; read again whenever the fleet changes. */
export function useGroups(
  query: Pick<SummaryQueryInput, 'groupBy' | 'parent'>,
) {
  const { groupBy, parent } = query;
  const api = useApi(pavedRoadApiRef);
  const groups = usePages<ServiceGroup, GroupList>(
    async cursor => {
      const { groups: items, ...summary } = await api.getScorecardsSummary({
        groupBy,
        parent,
        cursor,
      });
      return { ...summary, items };
    },
    [api, groupBy, parent],
  );
  // Whoever has asked for more must get it.
  useChangeSignal(fleetChannel, groups.reload, { isBusy: groups.loading });
  return groups;
}
