import {
  AdviceRequest,
  Assessment,
  hasAnswers,
  PlatformId,
  Question,
} from '@paved-road/plugin-paved-road-common';
import { Answers, toAnswers, toProfile } from './answers';
import { DecisionDraft, noDecision, toDecisionDraft } from './decisionDraft';
import { Suggestions, withSuggestions } from './suggestions';

/** What is filled in of a workload. */
export interface WorkloadState {
  answers: Answers;
  /** Absent for the platform that the organisation has configured. */
  platform?: PlatformId;
}

/** All that is filled in. */
export interface FormState extends WorkloadState {
  decision: DecisionDraft;
}

/** What a form changes, or starts from. */
export type FormOrigin =
  { kind: 'new'; previous?: Assessment } | { kind: 'draft'; draft: Assessment };

/** The assessment that the form takes its first answers from. */
export const baseOf = (origin: FormOrigin): Assessment | undefined =>
  origin.kind === 'draft' ? origin.draft : origin.previous;

/**
 * A new assessment starts from the answers of the previous one and from those that the catalog
 * suggests, but its decision is open.
 */
export function initialState(
  origin: FormOrigin,
  questions: readonly Question[],
  suggestions: Suggestions,
): FormState {
  const base = baseOf(origin);
  const answers = base ? toAnswers(base.profile, questions) : {};
  return origin.kind === 'draft'
    ? {
        answers,
        platform: origin.draft.platform,
        decision: toDecisionDraft(origin.draft.decision, origin.draft.advice),
      }
    : {
        answers: withSuggestions(answers, suggestions),
        platform: base?.platform,
        decision: noDecision,
      };
}

/** What to ask the service for; undefined while nothing is answered. */
export function requestOf(
  { answers, platform }: WorkloadState,
  base: Pick<AdviceRequest, 'weights' | 'assumptions'> | undefined,
  questions: readonly Question[],
): AdviceRequest | undefined {
  const profile = toProfile(answers, questions);
  return hasAnswers(profile)
    ? {
        profile,
        platform,
        weights: base?.weights,
        assumptions: base?.assumptions,
      }
    : undefined;
}
