import { WaiverStatus } from '@paved-road/plugin-paved-road-common';
import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { z } from 'zod';
import { useUrlQuery } from '../../components/useUrlQuery';
import { reviewsQuerySchema, reviewViews } from '../../fleet/queries';

type AskedFor = z.output<typeof reviewsQuerySchema>;

type ReviewsView = (typeof reviewViews)[number];

/** What the reviews are asked for with, apart from pages. */
export type ReviewsQuery = AskedFor & {
  view: ReviewsView;
  status: WaiverStatus;
};

/** What narrows the waivers down, in the order in which it is shown. */
export const waiverFilters = [
  'owner',
  'check',
  'entity',
  'expiringWithinDays',
] as const;

/** Whether some waivers in the status are left out. */
export const isFiltered = (query: ReviewsQuery): boolean =>
  waiverFilters.some(filter => query[filter] !== undefined);

/** Links without a view, such as in summaries already sent, lead to waivers or to assessments of an owner. */
function inferView(query: AskedFor): ReviewsView {
  const { status, check, entity, expiringWithinDays, list, owner } = query;
  if (status ?? check ?? entity ?? expiringWithinDays) {
    return 'waivers';
  }
  return owner || list !== 'submitted' ? 'assessments' : 'inbox';
}

function complete(query: AskedFor): ReviewsQuery {
  const { expiringWithinDays } = query;
  // Only active waivers can end soon.
  const status =
    query.status ??
    (expiringWithinDays === undefined ? 'requested' : 'approved');
  return {
    ...query,
    view: query.view ?? inferView(query),
    status,
    expiringWithinDays: status === 'approved' ? expiringWithinDays : undefined,
  };
}

/** The query, which lives in the address: it can be shared, and Back undoes a change. */
export function useReviewsQuery() {
  const { query: askedFor, update: updateUrl } =
    useUrlQuery(reviewsQuerySchema);
  const query = useMemo(() => complete(askedFor), [askedFor]);
  const { state } = useLocation();
  const update = (change: Partial<ReviewsQuery>) => {
    const isOnlyDialog = Object.keys(change).every(
      key => key === 'waiver' || key === 'assessment',
    );
    const { status, expiringWithinDays } = { ...query, ...change };
    updateUrl(
      isOnlyDialog
        ? change
        : {
            view: query.view,
            ...change,
            // `requested` is the default.
            status: status === 'requested' ? undefined : status,
            expiringWithinDays:
              status === 'approved' ? expiringWithinDays : undefined,
          },
      {
        // The page of the list stays behind the dialog, and Back does not open it again.
        state: isOnlyDialog ? state : undefined,
        replace:
          isOnlyDialog && Object.values(change).every(id => id === undefined),
      },
    );
  };
  return { query, update };
}
