import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import { filterPredicateToFilterFunction } from '@backstage/filter-predicates';
import {
  ActiveRules,
  manyScorecardsChannel,
  PavedRoadApi,
  Scorecard,
  scorecardChannelFor,
} from '@paved-road/plugin-paved-road-common';
import { createContext, ReactNode, useContext, useRef } from 'react';
import { usePavedRoadApi } from '../api';
import { usePavedRoadQueries } from '../queries/queryClient';
import { useAction } from '../queries/useAction';
import { Loaded, useData } from '../queries/useData';

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
  stored: Loaded<StoredScorecard>;
  evaluation: { loading: boolean; error?: Error };
  /** Whether the last evaluation changed nothing. */
  isUnchanged: boolean;
  evaluate: () => void;
}

const Context = createContext<EntityScorecard | undefined>(undefined);

const getScorecardKey = (entityRef: string) => ['scorecard', entityRef];

/** Loads the scorecard of an entity for all components below it, and follows its changes. */
export function ScorecardProvider(props: {
  entity: Entity;
  /** Checks depend on the assessment, so a new one reloads the scorecard. */
  assessmentVersion?: string;
  children: ReactNode;
}) {
  const { entity, assessmentVersion, children } = props;
  const entityRef = stringifyEntityRef(entity);
  const api = usePavedRoadApi();
  const client = usePavedRoadQueries();
  const stored = useStoredScorecard(entity, assessmentVersion);
  const scorecard =
    stored.value?.state === 'evaluated' ? stored.value.scorecard : undefined;
  const evaluation = useAction(async () => {
    const found = await api.evaluateScorecard(entityRef);
    const queryKey = getScorecardKey(entityRef);
    // A request under way may have read an older one.
    await client.cancelQueries({ queryKey }, { silent: true });
    client.setQueryData<{ value: StoredScorecard }>(queryKey, {
      value: { state: 'evaluated', scorecard: found },
    });
    // An unchanged scorecard keeps its evaluation time.
    return {
      evaluatedAt: found.evaluatedAt,
      isUnchanged: found.evaluatedAt === scorecard?.evaluatedAt,
    };
  });
  return (
    <Context.Provider
      value={{
        entityRef,
        scorecard,
        stored,
        evaluation: { loading: evaluation.isPending, error: evaluation.error },
        isUnchanged:
          evaluation.value?.isUnchanged === true &&
          evaluation.value.evaluatedAt === scorecard?.evaluatedAt,
        evaluate: evaluation.run,
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

/** Poll interval in milliseconds while facts are collected. */
const PAUSE = 3000;
/** Maximum number of polls. */
const MOST_POLLS = 60;

/**
 * The scorecard of an entity; polled for a new entity until its facts are collected.
 *
 * @param version - version of its inputs; a new one reloads
 */
function useStoredScorecard(entity: Entity, version: string | undefined) {
  const entityRef = stringifyEntityRef(entity);
  const polls = useRef(0);
  return useData(
    getScorecardKey(entityRef),
    async (api): Promise<StoredScorecard> => {
      polls.current += 1;
      const scorecard = await findScorecard(api, entityRef);
      if (scorecard) {
        return { state: 'evaluated', scorecard };
      }
      const rules = await api.getRules();
      return isSelected(entity, rules)
        ? { state: 'not-evaluated' }
        : { state: 'not-selected', rules };
    },
    {
      channels: [scorecardChannelFor(entityRef), manyScorecardsChannel],
      interval: value =>
        value !== undefined &&
        isOnItsWay(value) &&
        polls.current < MOST_POLLS &&
        PAUSE,
      version,
      keepsLastKey: false,
    },
  );
}

/** Asks the list first, because browsers report a missing scorecard as an error in the console. */
async function findScorecard(
  api: Pick<PavedRoadApi, 'getScorecard' | 'listScorecards'>,
  entityRef: string,
): Promise<Scorecard | undefined> {
  const { items } = await api.listScorecards({ refs: [entityRef], limit: 1 });
  if (items.length === 0) {
    return undefined;
  }
  try {
    return await api.getScorecard(entityRef);
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode === 404) {
      return undefined;
    }
    throw error;
  }
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
