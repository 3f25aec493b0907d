import { useRouteRef } from '@backstage/core-plugin-api';
import { teamsRouteRef } from '../../routes';

/** Links to the teams below one, to the services by owner, or to the topmost teams. */
export function useTeamsLink(): (
  query?: { team: string } | { by: 'owner' },
) => string {
  const teamsRoute = useRouteRef(teamsRouteRef);
  return query =>
    query === undefined
      ? teamsRoute()
      : `${teamsRoute()}?${new URLSearchParams(query)}`;
}
