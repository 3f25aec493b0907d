import {
  advise,
  Advice,
  Assessment,
  hasAnswers,
  PlatformId,
} from '@paved-road/plugin-paved-road-common';
import { Answers, toAnswers, toProfile } from './answers';
import { DecisionDraft, noDecision, toDecisionDraft } from './decisionDraft';

/** All that is filled in. */
export interface FormState {
  answers: Answers;
  /** Absent for the platform that the organisation has configured. */
  platform?: PlatformId;
  decision: DecisionDraft;
}

/** What a form changes, or starts from. */
export type FormOrigin =
  { kind: 'new'; previous?: Assessment } | { kind: 'draft'; draft: Assessment };

/** The assessment that the form takes its first answers from. */
export const baseOf = (origin: FormOrigin): Assessment | undefined =>
  origin.kind === 'draft' ? origin.draft : origin.previous;

/** A new assessment starts from the answers of the previous one, but its decision is open. */
export function initialState(origin: FormOrigin): FormState {
  const base = baseOf(origin);
  return {
    answers: base ? toAnswers(base.profile) : {},
    platform: base?.platform,
    decision:
      origin.kind === 'draft'
        ? toDecisionDraft(origin.draft.decision, origin.draft.advice)
        : noDecision,
  };
}

/** The advice for what is filled in so far; undefined while nothing is. */
export function adviceOf(
  { answers, platform, decision }: FormState,
  base: Assessment | undefined,
): Advice | undefined {
  const profile = toProfile(answers);
  if (!hasAnswers(profile)) {
    return undefined;
  }
  return advise({
    profile,
    platform,
    weights: base?.weights,
    assumptions: base?.assumptions,
    decision: decision.override && { pattern: decision.override },
  });
}
