import { Inbox, PavedRoadApi } from '@paved-road/plugin-paved-road-common';
import { useFleetData } from '../../data/fleet/fleetData';
import { reviewViews } from '../../data/links/urlQueries';
import { formatCount } from '../../ui/formats';

/** Maximum number of the person's own pending requests of each kind. */
const MOST_OWN = 100;

export type OwnRequests = Awaited<ReturnType<typeof loadOwnRequests>>;

/** The pending requests of a person. */
export async function loadOwnRequests(
  api: Pick<PavedRoadApi, 'listAssessments' | 'listWaivers'>,
  userRef: string,
) {
  const [assessments, waivers] = await Promise.all([
    api.listAssessments({
      author: userRef,
      status: 'submitted',
      limit: MOST_OWN,
    }),
    api.listWaivers({
      requestedBy: userRef,
      status: 'requested',
      limit: MOST_OWN,
    }),
  ]);
  return { assessments, waivers };
}

/** What waits in each view, such as "3" or "200+"; absent for nothing. */
export function useReviewCounts(options: {
  inbox?: Inbox;
  own?: OwnRequests;
  /** A new value reloads them. */
  version: number;
}): Partial<Record<(typeof reviewViews)[number], string>> {
  const { inbox, own, version } = options;
  const fleet = useFleetData(['reviewCounts', version], async api => {
    const [assessments, waivers] = await Promise.all([
      api.listAssessments({ status: 'submitted', limit: 1 }),
      api.listWaivers({ status: 'requested', limit: 1 }),
    ]);
    return {
      assessments: assessments.totalItems,
      waivers: waivers.totalItems,
    };
  }).value;
  return {
    inbox: formatCount(
      inbox && inbox.assessments.totalItems + inbox.waiverRequests.totalItems,
      inbox?.assessments.hasMore ?? inbox?.waiverRequests.hasMore,
    ),
    mine: formatCount(
      own &&
        own.assessments.totalItems +
          own.waivers.totalItems +
          (inbox?.requestedChanges.totalItems ?? 0),
    ),
    assessments: formatCount(fleet?.assessments),
    waivers: formatCount(fleet?.waivers),
  };
}
