import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { Scorecard } from '@paved-road/plugin-paved-road-common';
import { createContext, ReactNode, useContext, useRef, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../api';
import { useScorecardSignal } from '../signals';
import { StoredScorecard, useStoredScorecard } from './useStoredScorecard';

/** The scorecard of an entity, and its evaluation on demand. */
export interface EntityScorecard {
  entityRef: string;
  /** The newest that is known. */
  scorecard?: Scorecard;
  stored: {
    loading: boolean;
    error?: Error;
    value?: StoredScorecard;
    retry: () => void;
  };
  evaluation: { loading: boolean; error?: Error };
  /** Whether the last evaluation found what was known before. */
  isUnchanged: boolean;
  evaluate: () => void;
}

const Context = createContext<EntityScorecard | undefined>(undefined);

/** Reads the scorecard of an entity once for all that show a part of it, and follows its changes. */
export function ScorecardProvider(props: {
  entity: Entity;
  /** Checks look at the assessment: another one asks for the scorecard anew. */
  assessmentVersion?: string;
  children: ReactNode;
}) {
  const { entity, assessmentVersion, children } = props;
  const entityRef = stringifyEntityRef(entity);
  const api = useApi(pavedRoadApiRef);
  const stored = useStoredScorecard(entity, assessmentVersion);
  const [evaluated, setEvaluated] = useState<Scorecard>();
  // An evaluation or a reading that fails does not take away what is known, nor what somebody writes there.
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
    // What is the same is not stored again, and keeps the time of its evaluation.
    return {
      evaluatedAt: found.evaluatedAt,
      isUnchanged: found.evaluatedAt === scorecard?.evaluatedAt,
    };
  }, [api, entityRef, scorecard]);
  useScorecardSignal(entityRef, stored.retry);
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
