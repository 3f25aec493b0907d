import { useRouteRef } from '@backstage/core-plugin-api';
import { servicesRouteRef } from '../../routes';
import { formatServicesQuery, ServicesQuery } from './servicesQuery';

/** Links to the services that match a query. */
export function useServicesLink(): (query: Partial<ServicesQuery>) => string {
  const servicesRoute = useRouteRef(servicesRouteRef);
  return query => `${servicesRoute()}?${formatServicesQuery(query)}`;
}
