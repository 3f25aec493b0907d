import {
  CatalogFacts,
  Question,
  QuestionPath,
} from '@paved-road/plugin-paved-road-common';
import { Answer, Answers, isValidAnswer } from './answers';

/** An answer that the catalog suggests. */
export interface Suggestion {
  answer: Answer;
  /** Where it comes from, in words. */
  provenance: string;
}

/** By the path of the question. */
export type Suggestions = Partial<Record<QuestionPath, Suggestion>>;

/** What the catalog suggests to questions of the model, as far as they allow it. */
export function suggestionsOf(
  facts: CatalogFacts | undefined,
  questions: readonly Question[],
): Suggestions {
  return Object.fromEntries(
    questions.flatMap(question => {
      const found = facts?.answers.find(({ path }) => path === question.path);
      return found && isValidAnswer(question, found.value)
        ? [
            [
              question.path,
              { answer: found.value, provenance: found.provenance },
            ],
          ]
        : [];
    }),
  );
}

/** The answers, with those that the catalog suggests where none is given. */
export function withSuggestions(
  answers: Answers,
  suggestions: Suggestions,
): Answers {
  const suggested = Object.entries(suggestions).map(([path, suggestion]) => [
    path,
    suggestion?.answer,
  ]);
  return { ...Object.fromEntries(suggested), ...answers };
}
