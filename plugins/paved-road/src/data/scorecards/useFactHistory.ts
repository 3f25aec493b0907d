import { FactState } from '@paved-road/plugin-paved-road-common';
import { useData } from '../queries/useData';
import { useEntityScorecard } from './ScorecardProvider';

export type KnownFact = Extract<FactState, { status: 'known' }>;

/** Half a year, the default retention of the numbers. */
const HISTORY_DAYS = 180;

export function useFactHistory({ name, collectedAt }: KnownFact) {
  const { entityRef } = useEntityScorecard();
  return useData(['factHistory', entityRef, name, collectedAt], api =>
    api.getFactHistory(entityRef, name, { days: HISTORY_DAYS }),
  );
}
