import {
  WaiverQuery,
  waiverQuerySchema,
  WaiverStatus,
} from '@paved-road/plugin-paved-road-common';

/** What narrows the waivers down, in the order in which it is shown. */
export const waiverFilters = [
  'owner',
  'check',
  'entity',
  'expiringWithinDays',
] as const;

export type WaiverFilter = (typeof waiverFilters)[number];

/** What the waivers are asked for with, apart from the page, and the one that is looked at. */
export type WaiversQuery = Pick<WaiverQuery, WaiverFilter> & {
  status: WaiverStatus;
  /** Id of the waiver whose details are open. */
  waiver?: string;
};

const params = ['status', ...waiverFilters] as const;

const schema = waiverQuerySchema.pick({
  status: true,
  owner: true,
  check: true,
  entity: true,
  expiringWithinDays: true,
});

/** What a platform team opens the page for. */
const usualStatus: WaiverStatus = 'requested';

/** Reads the query string of the page; what is not allowed there is left out, so that old links work. */
export function parseWaiversQuery(search: URLSearchParams): WaiversQuery {
  const given = params
    .map(param => [param, search.get(param) || undefined] as const)
    .filter(([param, value]) => schema.shape[param].safeParse(value).success);
  const { status, ...filters } = schema.parse(Object.fromEntries(given));
  return withPossibleFilters({
    ...filters,
    // Only what is in force ends within some days.
    status:
      status ??
      (filters.expiringWithinDays === undefined ? usualStatus : 'approved'),
    waiver: search.get('waiver') || undefined,
  });
}

/** The query string for a query; what is as always is left out, so that links stay short. */
export function formatWaiversQuery(
  query: Partial<WaiversQuery>,
): URLSearchParams {
  const search = new URLSearchParams();
  const possible = withPossibleFilters(query);
  for (const param of [...params, 'waiver'] as const) {
    const value = possible[param];
    const isUsual = param === 'status' && value === usualStatus;
    if (value !== undefined && value !== '' && !isUsual) {
      search.set(param, String(value));
    }
  }
  return search;
}

function withPossibleFilters<Query extends Partial<WaiversQuery>>(
  query: Query,
): Query {
  return query.status === 'approved'
    ? query
    : { ...query, expiringWithinDays: undefined };
}

/** Whether some waivers in the status are left out. */
export const isFiltered = (query: WaiversQuery): boolean =>
  waiverFilters.some(filter => query[filter] !== undefined);
