import { useFleetSummary } from '../useFleetSummary';

/** Some checks of the rules, by topic. */
export interface Track {
  id: string;
  title: string;
}

/** The tracks that have results in the fleet, by title; none until they are known. */
export function useTracks(): Track[] {
  const { value } = useFleetSummary('track');
  return (value?.groups ?? [])
    .filter(({ entities }) => entities > 0)
    .map(({ key, title }) => ({ id: key, title }));
}
