import { useRouteRef } from '@backstage/core-plugin-api';
import { reviewsRouteRef } from '../../routes';
import { formatWaiversQuery, WaiversQuery } from './waiversQuery';

/** Links to the waivers that match a query, or to one of them. */
export function useWaiversLink(): (query?: Partial<WaiversQuery>) => string {
  const waiversRoute = useRouteRef(reviewsRouteRef);
  return (query = {}) => {
    const search = formatWaiversQuery(query).toString();
    return search ? `${waiversRoute()}?${search}` : waiversRoute();
  };
}
