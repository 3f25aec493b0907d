import {
  AdviceRequest,
  Assessment,
  AssumedMeasurement,
  CatalogFacts,
  hasAnswers,
  Measured,
  PlatformId,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { getAnswer } from '@paved-road/plugin-paved-road-common/advisor';
import useLocalStorage from 'react-use/esm/useLocalStorage';
import {
  Answer,
  Answers,
  isValidAnswer,
  toAnswers,
  toProfile,
} from './answers';
import { QuestionGroup } from './useQuestionnaire';
import { DecisionDraft, noDecision, toDecisionDraft } from './decisionDraft';

export interface WorkloadState {
  answers: Answers;
  /** Absent for the platform that the organisation has configured. */
  platform?: PlatformId;
}

export interface FormState extends WorkloadState {
  decision: DecisionDraft;
}

/** The assessment that a form edits or starts from. */
export type FormOrigin =
  | {
      kind: 'new';
      previous?: Assessment;
      /** Whether it starts from measurements of the previous assessment. */
      isMeasured?: boolean;
    }
  | { kind: 'draft'; draft: Assessment };

/** The assessment that the form takes its first answers from. */
export const baseAssessment = (origin: FormOrigin): Assessment | undefined =>
  origin.kind === 'draft' ? origin.draft : origin.previous;

/** Initial state: answers or measurements of the previous assessment, plus catalog suggestions, without a decision. */
export function initialState(
  origin: FormOrigin,
  questions: readonly Question[],
  suggestions: Suggestions,
  measured?: Measured,
): FormState {
  const base = baseAssessment(origin);
  const profile = measured?.profile ?? base?.profile;
  const answers = {
    ...(profile && toAnswers(profile, questions)),
    ...(measured && roundMeasuredAnswers(measured)),
  };
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

/** The advice request; undefined without answers. */
export function buildAdviceRequest(
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

export type FormStep = QuestionGroup | 'decision';

interface CatalogSuggestion {
  from: 'catalog';
  answer: Answer;
  /** Source of the suggestion in words. */
  provenance: string;
}

interface MeasuredSuggestion {
  from: 'measured';
  answer: Answer;
  measurement: AssumedMeasurement;
}

export type Suggestion = CatalogSuggestion | MeasuredSuggestion;

/** By question path; `llm` is set if the catalog shows the use of a language model. */
export type Suggestions<S extends Suggestion = Suggestion> = Partial<
  Record<QuestionPath | 'llm', S>
>;

/** Answers suggested by the catalog, if valid. */
export function suggestFromCatalog(
  facts: CatalogFacts | undefined,
  questions: readonly Question[],
): Suggestions<CatalogSuggestion> {
  const suggestedTo = (
    wanted: QuestionPath | 'llm',
    isAllowed: (answer: Answer) => boolean,
  ): [string, CatalogSuggestion][] => {
    const found = facts?.answers.find(({ path }) => path === wanted);
    return found && isAllowed(found.value)
      ? [
          [
            wanted,
            {
              answer: found.value,
              from: 'catalog',
              provenance: found.provenance,
            },
          ],
        ]
      : [];
  };
  return Object.fromEntries([
    ...questions.flatMap(question =>
      suggestedTo(question.path, answer => isValidAnswer(question, answer)),
    ),
    ...suggestedTo('llm', () => true),
  ]);
}

/** Answers suggested by measurements, if valid. */
export function suggestFromMeasured(
  measured: Measured,
  questions: readonly Question[],
): Suggestions<MeasuredSuggestion> {
  const given: Answers = roundMeasuredAnswers(measured);
  return Object.fromEntries(
    measured.answers.flatMap(measurement => {
      const question = questions.find(
        ({ path }) => path === measurement.question,
      );
      const answer = question && given[question.path];
      return answer !== undefined && isValidAnswer(question!, answer)
        ? [[question!.path, { answer, from: 'measured' as const, measurement }]]
        : [];
    }),
  );
}

/** Measured values with four significant digits, unless equal to the assumption. */
function roundMeasuredAnswers({ profile, answers }: Measured): Answers {
  return Object.fromEntries(
    answers.flatMap(({ question, ratio }) => {
      const answer = profile && getAnswer(profile, question as QuestionPath);
      return typeof answer === 'number'
        ? [[question, ratio === 1 ? answer : Number(answer.toPrecision(4))]]
        : [];
    }),
  );
}

/** The answers, completed with suggestions. */
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
  /** Version of the edited draft, so that changes never overwrite a newer one. */
  etag?: string;
}

/* Version of KeptForm; raise it when the shape changes, so that old data is ignored. */
const storageKey = (userRef: string, entityRef: string, form: string) =>
  `paved-road/form/v1/${userRef}/${entityRef}/${form}`;

/** Drafts that start from measurements are stored separately. */
function formKeyPart(origin: FormOrigin): string {
  if (origin.kind === 'draft') {
    return origin.draft.id;
  }
  return origin.isMeasured ? 'measured' : 'new';
}

/** Keeps the input for an entity in the browser until it is saved. */
export function useKeptForm(
  userRef: string,
  entityRef: string,
  origin: FormOrigin,
) {
  return useLocalStorage<KeptForm>(
    storageKey(userRef, entityRef, formKeyPart(origin)),
  );
}
