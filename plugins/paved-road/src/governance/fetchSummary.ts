import {
  PavedRoadApi,
  ScorecardsSummary,
  SummaryGrouping,
} from '@paved-road/plugin-paved-road-common';

/** Pages that are read at most. Whoever has more groups is better off with a search. */
const maxPages = 10;

/**
 * The scorecards that the user may see, rolled up, with all groups; with a `nextCursor` where there are
 * so many that the last ones are left out.
 */
export async function fetchSummary(
  api: Pick<PavedRoadApi, 'getScorecardsSummary'>,
  groupBy: SummaryGrouping,
): Promise<ScorecardsSummary> {
  let summary = await api.getScorecardsSummary({ groupBy });
  for (let page = 1; page < maxPages && summary.nextCursor; page++) {
    const next = await api.getScorecardsSummary({
      groupBy,
      cursor: summary.nextCursor,
    });
    summary = { ...next, groups: [...summary.groups, ...next.groups] };
  }
  return summary;
}
