import { useApi } from '@backstage/core-plugin-api';
import { Advice, Assessment } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { pavedRoadApiRef } from '../../api';
import { toProfile } from './answers';
import { toDecision } from './decisionDraft';
import { baseOf, FormOrigin, FormState, initialState } from './formState';
import { useKeptForm } from './useKeptForm';

/** The state of a form that survives the tab, and how it is saved. */
export function useAssessmentForm(options: {
  userRef: string;
  entityRef: string;
  origin: FormOrigin;
  onSaved: (saved: Assessment) => void;
}) {
  const { userRef, entityRef, origin, onSaved } = options;
  const api = useApi(pavedRoadApiRef);
  const [kept, keep, forget] = useKeptForm(userRef, entityRef, origin);
  const [restored, setRestored] = useState(kept);
  const [state, setState] = useState(kept?.state ?? initialState(origin));
  const draft = origin.kind === 'draft' ? origin.draft : undefined;
  const etag = restored?.etag ?? draft?.etag;

  const change = (changed: FormState) => {
    setState(changed);
    keep({ state: changed, keptAt: new Date().toISOString(), etag });
  };

  const discard = () => {
    forget();
    setRestored(undefined);
    setState(initialState(origin));
  };

  const [saving, save] = useAsyncFn(
    async (advice: Advice, target: 'same' | 'new') => {
      const { recommendation } = advice;
      const profile = toProfile(state.answers);
      const decision = toDecision(state.decision, recommendation.pattern);
      const { platform } = state;
      const base = baseOf(origin);
      const saved =
        draft && etag && target === 'same'
          ? await api.updateAssessment(draft.id, etag, {
              profile,
              platform: platform ?? null,
              decision: decision ?? null,
            })
          : await api.createAssessment(entityRef, {
              profile,
              platform,
              decision,
              weights: base?.weights,
              assumptions: base?.assumptions,
            });
      forget();
      onSaved(saved);
    },
    [api, entityRef, origin, state, etag, draft, forget, onSaved],
  );

  return {
    state,
    change,
    discard,
    /** When the restored changes were left behind. */
    restoredAt: restored?.keptAt,
    hasUnsavedChanges: kept !== undefined,
    forget,
    saving,
    save,
  };
}
