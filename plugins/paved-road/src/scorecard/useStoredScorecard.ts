import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { ActiveRules, Scorecard } from '@paved-road/plugin-paved-road-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { pavedRoadApiRef } from '../api';

/** What there is of the scorecard of an entity. */
export type StoredScorecard =
  | { state: 'evaluated'; scorecard: Scorecard }
  /** A rule pack selects the entity, so it will be evaluated. */
  | { state: 'not-evaluated' }
  /** It cannot be evaluated. */
  | { state: 'not-selected' };

export function useStoredScorecard(entity: Entity) {
  const api = useApi(pavedRoadApiRef);
  return useAsyncRetry(async (): Promise<StoredScorecard> => {
    try {
      const scorecard = await api.getScorecard(stringifyEntityRef(entity));
      return { state: 'evaluated', scorecard };
    } catch (error) {
      if (!(error instanceof ResponseError && error.statusCode === 404)) {
        throw error;
      }
      return {
        state: isSelected(entity, await api.getRules())
          ? 'not-evaluated'
          : 'not-selected',
      };
    }
  }, [api, entity]);
}

function isSelected(entity: Entity, { items }: ActiveRules): boolean {
  return items.some(({ spec }) =>
    filterPredicateToFilterFunction(spec.filter)(entity),
  );
}
