import {
  fleetChannel,
  PavedRoadApi,
  ScorecardsSummary,
  SummaryGrouping,
  SummaryQueryInput,
} from '@paved-road/plugin-paved-road-common';
import { usePavedRoadApi } from '../api';
import { useData } from '../queries/useData';
import { usePages } from '../queries/usePages';

/** Totals of a group of services. */
export type ServiceGroup = ScorecardsSummary['groups'][number];

/** Groups with totals, see `ScorecardsSummary`. */
export type GroupList = Omit<ScorecardsSummary, 'groups'> & {
  items: ServiceGroup[];
};

/** Maximum number of pages; larger fleets need a search. */
const maxPages = 10;

/* A constant, so that its identity is stable. */
const channels = [fleetChannel];

/** Loads data about the fleet and reloads it when the fleet changes, see `useData`. */
export function useFleetData<T>(
  key: readonly unknown[],
  load: (api: PavedRoadApi) => Promise<T>,
) {
  return useData(key, load, { channels });
}

/** Roll-up of the visible scorecards with all groups; has a `nextCursor` if the last groups are missing. */
export async function fetchSummary(
  api: Pick<PavedRoadApi, 'getScorecardsSummary'>,
  groupBy: SummaryGrouping,
  kind?: string,
): Promise<ScorecardsSummary> {
  let summary = await api.getScorecardsSummary({ groupBy, kind });
  for (let page = 1; page < maxPages && summary.nextCursor; page++) {
    const next = await api.getScorecardsSummary({
      groupBy,
      kind,
      cursor: summary.nextCursor,
    });
    summary = { ...next, groups: [...summary.groups, ...next.groups] };
  }
  return summary;
}

/** Totals of the visible scorecards, of one kind or all kinds. */
export function useFleetSummary(groupBy: SummaryGrouping, kind?: string) {
  return useFleetData(['summary', groupBy, kind], api =>
    fetchSummary(api, groupBy, kind),
  );
}

/** Totals of groups, page by page. Reloads when the fleet changes. */
export function useGroups(
  query: Pick<SummaryQueryInput, 'groupBy' | 'kind' | 'parent'>,
) {
  const { groupBy, kind, parent } = query;
  const api = usePavedRoadApi();
  return usePages<ServiceGroup, GroupList>(
    ['groups', groupBy, kind, parent],
    async cursor => {
      const { groups: items, ...summary } = await api.getScorecardsSummary({
        groupBy,
        kind,
        parent,
        cursor,
      });
      return { ...summary, items };
    },
    { channels },
  );
}

/** How many services would level up if they passed a check. */
export const totalLift = ({ lifts = {} }: ServiceGroup): number =>
  Object.values(lifts).reduce((sum, entities) => sum + entities, 0);

/**
 * The levels that services would reach if they passed a check.
 *
 * @param levels - all levels, lowest first
 */
export const listLevelGains = (
  { lifts = {} }: ServiceGroup,
  levels: string[],
) =>
  levels
    .filter(level => lifts[level] > 0)
    .map(level => ({ level, entities: lifts[level] }));
