import { useApi } from '@backstage/core-plugin-api';
import { pavedRoadApiRef } from '../../data/api';
import { useData } from '../../data/queries/useData';

/** Where the portal can publish a repository; undefined until it is known, and if the service fails. */
export function useRepositoryPlaces() {
  const api = useApi(pavedRoadApiRef);
  const { value, loading } = useData(['repositoryPlaces'], () =>
    api.listRepositoryPlaces(),
  );
  return { places: value?.items, isLoading: loading };
}
