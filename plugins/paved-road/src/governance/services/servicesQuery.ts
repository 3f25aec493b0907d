import {
  ScorecardQuery,
  scorecardQuerySchema,
} from '@paved-road/plugin-paved-road-common';

/** What narrows the services down, in the order in which it is shown. */
export const serviceFilters = [
  'q',
  'owner',
  'team',
  'system',
  'level',
  'below',
  'pattern',
  'stage',
  'lifecycle',
  'type',
  'assessment',
  'stale',
  'check',
  'track',
  'state',
  'lift',
] as const;

export type ServiceFilter = (typeof serviceFilters)[number];

/** The filters by an entity, of which there can be too many to choose from a list. */
export type EntityFilter = 'team' | 'system';

/** What the services are asked for with, apart from the page. */
export type ServicesQuery = Pick<
  ScorecardQuery,
  ServiceFilter | 'sort' | 'limit'
>;

const params = [...serviceFilters, 'sort', 'limit'] as const;

const schema = scorecardQuerySchema.omit({ cursor: true });

const defaults = schema.parse({});

/** Reads the query string of the page; what is not allowed there is left out, so that old links work. */
export function parseServicesQuery(search: URLSearchParams): ServicesQuery {
  const given = params
    .map(param => [param, search.get(param) || undefined] as const)
    .filter(([param, value]) => schema.shape[param].safeParse(value).success);
  return schema.parse(Object.fromEntries(given));
}

/** What a query changes by where a value is chosen for a filter, or undefined for any. */
export const filterBy = (
  filter: ServiceFilter,
  value: string | undefined,
): Partial<ServicesQuery> => ({ [filter]: schema.shape[filter].parse(value) });

/** The query string for a query; what is as always is left out, so that links stay short. */
export function formatServicesQuery(
  query: Partial<ServicesQuery>,
): URLSearchParams {
  const search = new URLSearchParams();
  for (const param of params) {
    const value = query[param];
    if (value !== undefined && value !== '' && value !== defaults[param]) {
      search.set(param, String(value));
    }
  }
  return search;
}
