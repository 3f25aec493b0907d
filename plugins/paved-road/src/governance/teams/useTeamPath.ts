import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ScorecardsSummary } from '@paved-road/plugin-paved-road-common';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../../api';

type TeamPath = NonNullable<ScorecardsSummary['path']>;

/** A team with the teams above it, the topmost first; only itself until they are known, or where it is not known. */
export function useTeamPath(teamRef: string): TeamPath {
  const api = useApi(pavedRoadApiRef);
  const { value = [] } = useAsync(async () => {
    const { path } = await api.getScorecardsSummary({
      groupBy: 'team',
      parent: teamRef,
      limit: 1,
    });
    return path;
  }, [api, teamRef]);
  return value.at(-1)?.key === teamRef
    ? value
    : [{ key: teamRef, title: parseEntityRef(teamRef).name }];
}
