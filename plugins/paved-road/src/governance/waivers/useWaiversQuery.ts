import { useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import {
  formatWaiversQuery,
  parseWaiversQuery,
  WaiversQuery,
} from './waiversQuery';

/** The query of the waivers, which lives in the address: it can be shared, and Back undoes a change. */
export function useWaiversQuery() {
  const [search, setSearch] = useSearchParams();
  const query = useMemo(() => parseWaiversQuery(search), [search]);
  const { state } = useLocation();
  const update = (change: Partial<WaiversQuery>) => {
    const isOnlyDetails = Object.keys(change).every(key => key === 'waiver');
    setSearch(formatWaiversQuery({ ...query, ...change }), {
      // The page of the list stays behind the details, and Back does not open them again.
      state: isOnlyDetails ? state : undefined,
      replace: isOnlyDetails && change.waiver === undefined,
    });
  };
  return { query, update };
}
