import {
  AdviceRequest,
  Assessment,
  CatalogFacts,
  hasAnswers,
  PlatformId,
  Question,
  QuestionPath,
  QuestionStep,
} from '@paved-road/plugin-paved-road-common';
import useLocalStorage from 'react-use/esm/useLocalStorage';
import {
  Answer,
  Answers,
  isValidAnswer,
  stepsOf,
  toAnswers,
  toProfile,
} from './answers';
import { DecisionDraft, noDecision, toDecisionDraft } from './decisionDraft';

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

/** A step of the questions, or the decision. */
export type FormStep = QuestionStep | 'decision';

/** The steps of the questions that are asked, and the decision. */
export const formStepsOf = (answers: Answers): FormStep[] => [
  ...stepsOf(answers),
  'decision',
];

/** An answer that the catalog suggests. */
export interface Suggestion {
  answer: Answer;
  /** Where it comes from, in words. */
  provenance: string;
}

/** By the path of the question; `llm` is there where the catalog tells that a language model is used. */
export type Suggestions = Partial<Record<QuestionPath | 'llm', Suggestion>>;

/** What the catalog suggests to questions of the model, as far as they allow it. */
export function suggestionsOf(
  facts: CatalogFacts | undefined,
  questions: readonly Question[],
): Suggestions {
  const suggestedTo = (
    wanted: QuestionPath | 'llm',
    isAllowed: (answer: Answer) => boolean,
  ): [string, Suggestion][] => {
    const found = facts?.answers.find(({ path }) => path === wanted);
    return found && isAllowed(found.value)
      ? [[wanted, { answer: found.value, provenance: found.provenance }]]
      : [];
  };
  return Object.fromEntries([
    ...questions.flatMap(question =>
      suggestedTo(question.path, answer => isValidAnswer(question, answer)),
    ),
    ...suggestedTo('llm', () => true),
  ]);
}

/** The answers, with those that the catalog suggests where none is given. */
function withSuggestions(
  answers: Answers,
  { llm, ...suggestions }: Suggestions,
): Answers {
  const suggested = Object.entries(suggestions).map(([path, suggestion]) => [
    path,
    suggestion?.answer,
  ]);
  const usesLanguageModel =
    llm !== undefined ||
    suggested.some(([path]) => String(path).startsWith('llm.'));
  return {
    ...Object.fromEntries(suggested),
    ...(usesLanguageModel && { llm: true }),
    ...answers,
  };
}

/** A form that was left before it was saved. */
interface KeptForm {
  state: FormState;
  /** ISO 8601. */
  keptAt: string;
  /** Of the draft that the changes were made to, so that they never overwrite a newer one unseen. */
  etag?: string;
}

/*
 * The version belongs to the shape of KeptForm: with a new shape, what older code has kept is not
 * read any more.
 */
const storageKey = (userRef: string, entityRef: string, draftId: string) =>
  `paved-road/form/v1/${userRef}/${entityRef}/${draftId}`;

/** Keeps what a person has filled in for an entity in their browser, until it is saved. */
export function useKeptForm(
  userRef: string,
  entityRef: string,
  origin: FormOrigin,
) {
  return useLocalStorage<KeptForm>(
    storageKey(
      userRef,
      entityRef,
      origin.kind === 'draft' ? origin.draft.id : 'new',
    ),
  );
}
