import { useRouteRef } from '@backstage/core-plugin-api';
import {
  waiverQuerySchema,
  WaiverStatus,
} from '@paved-road/plugin-paved-road-common';
import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import { z } from 'zod';
import { reviewsRouteRef } from '../../routes';

export const reviewViews = ['inbox', 'mine', 'assessments', 'waivers'] as const;
export type ReviewsView = (typeof reviewViews)[number];

export const assessmentLists = [
  'submitted',
  'stale',
  'overridden',
  'approved',
  'rejected',
] as const;
export type AssessmentListName = (typeof assessmentLists)[number];

const schema = waiverQuerySchema
  .pick({
    status: true,
    owner: true,
    check: true,
    entity: true,
    expiringWithinDays: true,
  })
  .extend({
    view: z.enum(reviewViews).optional(),
    /** Which assessments. */
    list: z.enum(assessmentLists).optional(),
    /** Id of the waiver that is looked at. */
    waiver: z.string().optional(),
    /** Id of the assessment that is looked at. */
    assessment: z.string().optional(),
  });
const params = schema.keyof().options;

/** What narrows the waivers down, in the order in which it is shown. */
export const waiverFilters = [
  'owner',
  'check',
  'entity',
  'expiringWithinDays',
] as const;

/** What the reviews are asked for with, apart from pages. */
export type ReviewsQuery = z.output<typeof schema> & {
  view: ReviewsView;
  list: AssessmentListName;
  status: WaiverStatus;
};

const usual = {
  view: 'inbox',
  list: 'submitted',
  status: 'requested',
} as const;

/** Reads the query string of the page; what is not allowed there is left out, so that old links work. */
export function parseReviewsQuery(search: URLSearchParams): ReviewsQuery {
  const given = params
    .map(param => [param, search.get(param) || undefined] as const)
    .filter(
      ([param, value]) =>
        value !== undefined && schema.shape[param].safeParse(value).success,
    );
  const query = schema.parse(Object.fromEntries(given));
  return withPossibleFilters({
    ...usual,
    ...query,
    view: query.view ?? viewOf(query),
    // Only what is in force ends within some days.
    status:
      query.status ??
      (query.expiringWithinDays === undefined ? usual.status : 'approved'),
  });
}

/** Links that are older than the views lead to lists of waivers, or of assessments of an owner. */
function viewOf(query: z.output<typeof schema>): ReviewsView {
  const { status, check, entity, expiringWithinDays, list, owner } = query;
  if (status ?? check ?? entity ?? expiringWithinDays) {
    return 'waivers';
  }
  return (list ?? owner) ? 'assessments' : usual.view;
}

/** The query string for a query; what is as always is left out, so that links stay short. */
export function formatReviewsQuery(
  query: Partial<ReviewsQuery>,
): URLSearchParams {
  const search = new URLSearchParams();
  const possible = withPossibleFilters(query);
  for (const param of params) {
    const value = possible[param];
    const isUsual = param in usual && usual[param as 'view'] === value;
    if (value !== undefined && value !== '' && !isUsual) {
      search.set(param, String(value));
    }
  }
  return search;
}

function withPossibleFilters<Query extends Partial<ReviewsQuery>>(
  query: Query,
): Query {
  return query.status === 'approved'
    ? query
    : { ...query, expiringWithinDays: undefined };
}

/** Whether some waivers in the status are left out. */
export const isFiltered = (query: ReviewsQuery): boolean =>
  waiverFilters.some(filter => query[filter] !== undefined);

/** The query, which lives in the address: it can be shared, and Back undoes a change. */
export function useReviewsQuery() {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => parseReviewsQuery(search), [search]);
  const { state } = useLocation();
  const update = (change: Partial<ReviewsQuery>) => {
    const isOnlyDialog = Object.keys(change).every(
      key => key === 'waiver' || key === 'assessment',
    );
    setSearch(formatReviewsQuery({ ...query, ...change }), {
      // The page of the list stays behind the dialog, and Back does not open it again.
      state: isOnlyDialog ? state : undefined,
      replace:
        isOnlyDialog && Object.values(change).every(id => id === undefined),
    });
  };
  return { query, update };
}

/** Links to the reviews, or to one of them. */
export function useReviewsLink(): (query?: Partial<ReviewsQuery>) => string {
  const reviewsRoute = useRouteRef(reviewsRouteRef);
  return (query = {}) => {
    const search = formatReviewsQuery(query).toString();
    return search ? `${reviewsRoute()}?${search}` : reviewsRoute();
  };
}
