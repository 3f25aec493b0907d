import { RELATION_CHILD_OF } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** Steps up from a team that are followed at most. */
const maxSteps = 10;

/** A team with the teams above it as far as the catalog tells them, the topmost first. */
export function useTeamPath(teamRef: string): string[] {
  const catalogApi = useApi(catalogApiRef);
  const { value } = useAsync(async () => {
    const path = [teamRef];
    while (path.length < maxSteps) {
      const group = await catalogApi.getEntityByRef(path[0]);
      const parent = group?.relations?.find(
        ({ type }) => type === RELATION_CHILD_OF,
      );
      if (!parent || path.includes(parent.targetRef)) {
        break;
      }
      path.unshift(parent.targetRef);
    }
    return path;
  }, [catalogApi, teamRef]);
  return value?.at(-1) === teamRef ? value : [teamRef];
}
