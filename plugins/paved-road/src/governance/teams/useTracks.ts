import { useFleetSummary } from '../useFleetSummary';

/** The tracks that have results in the fleet, by title; none until they are known. */
export function useTracks(): { id: string; title: string }[] {
  const { value } = useFleetSummary('track');
  return (value?.groups ?? [])
    .filter(({ entities }) => entities > 0)
    .map(({ key, title }) => ({ id: key, title }));
}
