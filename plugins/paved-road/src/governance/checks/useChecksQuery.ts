import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  ChecksQuery,
  formatChecksQuery,
  parseChecksQuery,
} from './checksQuery';

/** The query of the checks, which lives in the address: it can be shared, and Back undoes a change. */
export function useChecksQuery() {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => parseChecksQuery(search), [search]);
  const update = (
    change: Partial<ChecksQuery>,
    options?: { replace: boolean },
  ) => setSearch(formatChecksQuery({ ...query, ...change }), options);
  return { query, update };
}
