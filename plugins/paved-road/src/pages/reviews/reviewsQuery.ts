import { WaiverStatus } from '@paved-road/plugin-paved-road-common';
import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { z } from 'zod';
import { useUrlQuery } from '../../ui/browser/useUrlQuery';
import { reviewsQuerySchema, reviewViews } from '../../data/links/urlQueries';

type AskedFor = z.output<typeof reviewsQuerySchema>;

type ReviewsView = (typeof reviewViews)[number];

/** Query of the reviews, without paging. */
export type ReviewsQuery = AskedFor & {
  view: ReviewsView;
  status: WaiverStatus;
};

/** Filters of the waivers in display order. */
export const waiverFilters = [
  'owner',
  'check',
  'entity',
  'expiringWithinDays',
] as const;

export const isFiltered = (query: ReviewsQuery): boolean =>
  waiverFilters.some(filter => query[filter] !== undefined);

/** Infers the view for links without one, such as links in summaries already sent. */
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

/** The query in the URL, so that people can share it and Back undoes a change. */
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
        // The dialog keeps the page of the list, and Back does not reopen it.
        state: isOnlyDialog ? state : undefined,
        replace:
          isOnlyDialog && Object.values(change).every(id => id === undefined),
      },
    );
  };
  return { query, update };
}
