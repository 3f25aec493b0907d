import { useData } from '../../data/queries/useData';

/** Where the portal can publish a repository; undefined until it is known, and if the service fails. */
export function useRepositoryPlaces() {
  const { value, loading } = useData(['repositoryPlaces'], api =>
    api.listRepositoryPlaces(),
  );
  return { places: value?.items, isLoading: loading };
}
