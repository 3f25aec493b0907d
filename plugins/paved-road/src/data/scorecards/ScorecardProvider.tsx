import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  ActiveRules,
  FactHistory,
  FactState,
  Scorecard,
} from '@paved-road/plugin-paved-road-common';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useRef,
  useState,
} from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useInterval from 'react-use/esm/useInterval';
import { pavedRoadApiRef } from '../api';
import { useScorecardSignal } from '../signals';

/** State of the scorecard of an entity. */
export type StoredScorecard =
  | { state: 'evaluated'; scorecard: Scorecard }
  /** A rule pack selects the entity, so it will be evaluated. */
  | { state: 'not-evaluated' }
  /** It cannot be evaluated. */
  | { state: 'not-selected'; rules: ActiveRules };

/** The scorecard of an entity, and its evaluation on demand. */
export interface EntityScorecard {
  entityRef: string;
  /** The newest known scorecard. */
  scorecard?: Scorecard;
  stored: {
    loading: boolean;
    error?: Error;
    value?: StoredScorecard;
    retry: () => void;
  };
  evaluation: { loading: boolean; error?: Error };
  /** Whether the last evaluation changed nothing. */
  isUnchanged: boolean;
  evaluate: () => void;
  /** Loads the history of a fact's numbers, once per collected value. */
  loadHistory: (fact: KnownFact) => Promise<FactHistory>;
}

/** A fact with a value. */
export type KnownFact = Extract<FactState, { status: 'known' }>;

/** Half a year, the default retention of the numbers. */
const HISTORY_DAYS = 180;

const Context = createContext<EntityScorecard | undefined>(undefined);

/** Loads the scorecard of an entity for all components below it, and follows its changes. */
export function ScorecardProvider(props: {
  entity: Entity;
  /** Checks depend on the assessment, so a new one reloads the scorecard. */
  assessmentVersion?: string;
  children: ReactNode;
}) {
  const { entity, assessmentVersion, children } = props;
  const entityRef = stringifyEntityRef(entity);
  const api = useApi(pavedRoadApiRef);
  const stored = useStoredScorecard(entity, assessmentVersion);
  const [evaluated, setEvaluated] = useState<Scorecard>();
  // A failed evaluation or reload keeps the data and open forms.
  const lastStored = useRef(stored.value);
  lastStored.current = stored.value ?? lastStored.current;
  const scorecard = newest(
    evaluated,
    lastStored.current?.state === 'evaluated'
      ? lastStored.current.scorecard
      : undefined,
  );
  const [evaluation, evaluate] = useAsyncFn(async () => {
    const found = await api.evaluateScorecard(entityRef);
    setEvaluated(found);
    // An unchanged scorecard keeps its evaluation time.
    return {
      evaluatedAt: found.evaluatedAt,
      isUnchanged: found.evaluatedAt === scorecard?.evaluatedAt,
    };
  }, [api, entityRef, scorecard]);
  useScorecardSignal(entityRef, stored.retry);
  const histories = useRef(new Map<string, Promise<FactHistory>>());
  const loadHistory = useCallback(
    ({ name, collectedAt }: KnownFact) => {
      const key = [entityRef, name, collectedAt].join(' ');
      const asked =
        histories.current.get(key) ??
        api.getFactHistory(entityRef, name, { days: HISTORY_DAYS });
      histories.current.set(key, asked);
      asked.catch(() => histories.current.delete(key));
      return asked;
    },
    [api, entityRef],
  );
  return (
    <Context.Provider
      value={{
        entityRef,
        scorecard,
        stored,
        evaluation,
        isUnchanged:
          evaluation.value?.isUnchanged === true &&
          evaluation.value.evaluatedAt === scorecard?.evaluatedAt &&
          !evaluation.loading &&
          !evaluation.error,
        evaluate,
        loadHistory,
      }}
    >
      {children}
    </Context.Provider>
  );
}

/** The scorecard of the entity, below a ScorecardProvider. */
export function useEntityScorecard(): EntityScorecard {
  const scorecard = useContext(Context);
  if (!scorecard) {
    throw new Error('useEntityScorecard needs a ScorecardProvider around it');
  }
  return scorecard;
}

function newest(
  a: Scorecard | undefined,
  b: Scorecard | undefined,
): Scorecard | undefined {
  return !b || (a && a.evaluatedAt >= b.evaluatedAt) ? a : b;
}

/** Poll interval in milliseconds while facts are collected. */
const PAUSE = 3000;
/** Maximum number of polls. */
const MOST_QUESTIONS = 60;

/**
 * The scorecard of an entity; polled for a new entity until its facts are collected.
 *
 * @param version - version of its inputs; a new one reloads
 */
function useStoredScorecard(entity: Entity, version: string | undefined) {
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
      const rules = await api.getRules();
      return isSelected(entity, rules)
        ? { state: 'not-evaluated' }
        : { state: 'not-selected', rules };
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

/** Whether facts are still being collected. */
function isOnItsWay(stored: StoredScorecard): boolean {
  return (
    stored.state === 'not-evaluated' ||
    (stored.state === 'evaluated' && awaitsFacts(stored.scorecard))
  );
}

/** Whether a fact was never collected, or became known after a check that needs it was evaluated. */
function awaitsFacts({ facts, results }: Scorecard): boolean {
  return facts.some(fact =>
    fact.status === 'known'
      ? results.some(
          result => result.state === 'unknown' && result.fact === fact.name,
        )
      : fact.triedAt === undefined,
  );
}

function isSelected(entity: Entity, { items }: ActiveRules): boolean {
  return items.some(({ spec }) =>
    filterPredicateToFilterFunction(spec.filter)(entity),
  );
}
