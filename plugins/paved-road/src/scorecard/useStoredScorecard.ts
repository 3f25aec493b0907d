import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import { ActiveRules, Scorecard } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useInterval from 'react-use/esm/useInterval';
import { pavedRoadApiRef } from '../api';

/** What there is of the scorecard of an entity. */
export type StoredScorecard =
  | { state: 'evaluated'; scorecard: Scorecard }
  /** A rule pack selects the entity, so it will be evaluated. */
  | { state: 'not-evaluated' }
  /** It cannot be evaluated. */
  | { state: 'not-selected' };

/** Milliseconds between an answer and the next question, while more is on its way. */
const PAUSE = 3000;
/** For as long as that; what takes longer is seen when the page is opened again. */
const MOST_QUESTIONS = 60;

/**
 * What there is of the scorecard of an entity; that of a new one is followed until its facts are collected.
 *
 * @param version - of what it rests on; another one asks anew
 */
export function useStoredScorecard(
  entity: Entity,
  version: string | undefined,
) {
  const api = useApi(pavedRoadApiRef);
  const [questions, setQuestions] = useState(0);
  const stored = useAsyncRetry(async (): Promise<StoredScorecard> => {
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
  }, [api, entity, version]);
  const isFollowed =
    !stored.loading &&
    questions < MOST_QUESTIONS &&
    stored.value !== undefined &&
    isOnItsWay(stored.value);
  useInterval(
    () => {
      setQuestions(asked => asked + 1);
      stored.retry();
    },
    isFollowed ? PAUSE : null,
  );
  return stored;
}

/** Whether it is about to change by itself. */
function isOnItsWay(stored: StoredScorecard): boolean {
  return (
    stored.state === 'not-evaluated' ||
    (stored.state === 'evaluated' && awaitsFacts(stored.scorecard))
  );
}

/** A fact has never been looked for, or was not known yet when a check was evaluated that needs it. */
function awaitsFacts({ facts, results }: Scorecard): boolean {
  return facts.some(fact =>
    fact.status === 'known'
      ? results.some(
          result =>
            result.state === 'unknown' &&
            result.reason.startsWith(`${fact.title}: `),
        )
      : fact.triedAt === undefined,
  );
}

function isSelected(entity: Entity, { items }: ActiveRules): boolean {
  return items.some(({ spec }) =>
    filterPredicateToFilterFunction(spec.filter)(entity),
  );
}
