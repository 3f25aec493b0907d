import { hasAnswers, Question } from '@paved-road/plugin-paved-road-common';
import { useState } from 'react';
import { toAnswers } from '../../features/form';
import { WhatIf } from '../../features/whatIf/useWhatIf';
import {
  buildWhatIfRequest,
  WhatIfInput,
} from '../../features/whatIf/whatIfInput';
import { useAdvice } from '../../data/model/useAdvice';
import { useModel } from '../../ui/model';
import { LinkedRequest } from './adviceLink';

/** The state of the advisor page: input and result. */
export function useAdvisor(linked: LinkedRequest) {
  const model = useModel();
  const [start] = useState(() => toWhatIfInput(linked, model.questions));
  const [filledIn, setState] = useState<WhatIfInput>();
  const state = filledIn ?? start;
  const [resets, setResets] = useState(0);

  const asked = buildWhatIfRequest(state, state, model);
  const request = hasAnswers(asked.profile) ? asked : undefined;
  const result = useAdvice(request);

  // Answers belong to the form; only weights and assumptions can be reset.
  const stored: WhatIfInput = { ...state, weights: {}, assumptions: {} };
  const isChanged =
    asked.weights !== undefined || asked.assumptions !== undefined;
  const usual = useAdvice(
    request && isChanged
      ? buildWhatIfRequest(stored, stored, model)
      : undefined,
  );

  const whatIf: Omit<WhatIf, 'advice' | 'profile'> = {
    input: state,
    stored,
    request: asked,
    isChanged,
    change: changes => setState({ ...state, ...changes }),
    reset: () => {
      setState(stored);
      setResets(resets + 1);
    },
    isPending: result.isPending,
    error: result.error,
    resets,
  };
  return {
    state,
    setState,
    /** Whether anything was filled in since the link was opened. */
    isTouched: filledIn !== undefined,
    /** Undefined while nothing is answered. */
    request,
    result,
    whatIf,
    /** With the weights and assumptions of the model. */
    usualAdvice: usual.advice ?? result.advice,
  };
}

/** No answers, and the model's weights and assumptions. */
export const emptyState: WhatIfInput = {
  answers: {},
  weights: {},
  assumptions: {},
};

function toWhatIfInput(
  linked: LinkedRequest,
  questions: readonly Question[],
): WhatIfInput {
  if (linked.kind !== 'request') {
    return emptyState;
  }
  const { profile, platform, weights = {}, assumptions = {} } = linked.request;
  return {
    answers: toAnswers(profile, questions),
    platform,
    weights,
    assumptions,
  };
}
