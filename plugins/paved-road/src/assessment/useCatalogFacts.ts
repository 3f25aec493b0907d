import { useApi } from '@backstage/core-plugin-api';
import useAsync from 'react-use/esm/useAsync';
import { pavedRoadApiRef } from '../api';

/** What the catalog tells of an entity that an assessment can use. */
export function useCatalogFacts(entityRef: string) {
  const api = useApi(pavedRoadApiRef);
  return useAsync(() => api.getCatalogFacts(entityRef), [api, entityRef]);
}
