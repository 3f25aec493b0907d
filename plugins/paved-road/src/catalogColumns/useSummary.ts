import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../api';
import { isArchitectureAvailable } from '../isArchitectureAvailable';
import { loadSummary } from './loadSummary';

/** The scorecard of an entity in a table of many; nothing is asked for what can have none. */
export function useSummary(entity: Entity) {
  const api = useApi(pavedRoadApiRef);
  const entityRef = stringifyEntityRef(entity);
  const isAsked = isArchitectureAvailable(entity);
  return useAsync(
    async () => (isAsked ? await loadSummary(api, entityRef) : undefined),
    [api, entityRef, isAsked],
  );
}
