import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  formatServicesQuery,
  parseServicesQuery,
  ServicesQuery,
} from './servicesQuery';

/** The query of the services, which lives in the address: it can be shared, and Back undoes a change. */
export function useServicesQuery() {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => parseServicesQuery(search), [search]);
  const update = (
    change: Partial<ServicesQuery>,
    options?: { replace: boolean },
  ) => setSearch(formatServicesQuery({ ...query, ...change }), options);
  return { query, update };
}
