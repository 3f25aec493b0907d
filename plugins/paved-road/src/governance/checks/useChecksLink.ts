import { useRouteRef } from '@backstage/core-plugin-api';
import { rulesRouteRef } from '../../routes';
import { ChecksQuery, formatChecksQuery } from './checksQuery';

/** Links to the checks that match a query, or to one of them. */
export function useChecksLink(): (query: Partial<ChecksQuery>) => string {
  const checksRoute = useRouteRef(rulesRouteRef);
  return query => {
    const search = formatChecksQuery(query).toString();
    return search ? `${checksRoute()}?${search}` : checksRoute();
  };
}
