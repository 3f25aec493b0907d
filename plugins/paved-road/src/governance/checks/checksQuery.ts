import { scorecardQuerySchema } from '@paved-road/plugin-paved-road-common';

/** The columns that the checks can be sorted by. */
const sortColumns = [
  'title',
  'track',
  'level',
  'passRate',
  'fail',
  'unknown',
  'waived',
  'rise',
] as const;

export type CheckSortColumn = (typeof sortColumns)[number];
/** With a minus, descending. */
export type CheckSort = CheckSortColumn | `-${CheckSortColumn}`;

/** The states in which the services of a check are listed, those first that need something done. */
export const resultStates = ['fail', 'unknown', 'waived', 'pass'] as const;

export type ResultState = (typeof resultStates)[number];

export interface ChecksQuery {
  /** Part of the title or id. */
  q?: string;
  track?: string;
  level?: string;
  sort: CheckSort;
  /** The one that is opened. */
  check?: string;
  /** The services of it that are shown. */
  state: ResultState;
}

const defaults: ChecksQuery = { sort: '-fail', state: 'fail' };

const sorts: string[] = sortColumns.flatMap(column => [column, `-${column}`]);

const isSort = (text: string | null): text is CheckSort =>
  text !== null && sorts.includes(text);

/** Reads the query string of the page; what is not allowed there is left out, so that old links work. */
export function parseChecksQuery(search: URLSearchParams): ChecksQuery {
  const text = (param: 'q' | 'track' | 'level' | 'check') =>
    scorecardQuerySchema.shape.q.safeParse(search.get(param) || undefined).data;
  const sort = search.get('sort');
  return {
    q: text('q'),
    track: text('track'),
    level: text('level'),
    sort: isSort(sort) ? sort : defaults.sort,
    check: text('check'),
    state:
      resultStates.find(state => state === search.get('state')) ??
      defaults.state,
  };
}

const params = ['q', 'track', 'level', 'sort', 'check', 'state'] as const;

/** The query string for a query; what is as always is left out, so that links stay short. */
export function formatChecksQuery(
  query: Partial<ChecksQuery>,
): URLSearchParams {
  const search = new URLSearchParams();
  for (const param of params) {
    const value = query[param];
    if (value && value !== defaults[param]) {
      search.set(param, value);
    }
  }
  return search;
}
