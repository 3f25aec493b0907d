import { useRouteRef } from '@backstage/core-plugin-api';
import { teamsRouteRef } from '../../routes';

/** Links to the teams below one, or to the topmost ones. */
export function useTeamsLink(): (teamRef?: string) => string {
  const teamsRoute = useRouteRef(teamsRouteRef);
  return teamRef =>
    teamRef === undefined
      ? teamsRoute()
      : `${teamsRoute()}?${new URLSearchParams({ team: teamRef })}`;
}
